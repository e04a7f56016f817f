/* Looks again at the page's own address every few seconds and puts in what changed. Without it the page reloads whole. */
(() => {
  "use strict";
  const root = document.querySelector("[data-live]");
  if (!root) return;
  const address = new URL(location.href);
  address.searchParams.set("fragment", "1");
  address.hash = "";
  const every = Number(root.dataset.live) * 1000;
  let etag = "", timer = 0, over = Boolean(root.querySelector("[data-over]"));

  const put = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const there of fresh.querySelectorAll("[data-part]")) {
      const here = root.querySelector(`[data-part="${there.dataset.part}"]`);
      if (!here || here.innerHTML === there.innerHTML) continue;
      const focused = here.contains(document.activeElement) ? document.activeElement.id : "";
      here.innerHTML = there.innerHTML;
      if (focused) document.getElementById(focused)?.focus();
    }
    over = Boolean(fresh.querySelector("[data-over]"));
    if (over) stop();
  };

  const look = async () => {
    try {
      const answer = await fetch(address, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store", redirect: "error" });
      if (answer.status === 200) {
        etag = answer.headers.get("ETag") || "";
        put(await answer.text());
      }
      root.classList.toggle("vx-stale", answer.status !== 200 && answer.status !== 304);
    } catch {
      root.classList.add("vx-stale");
    }
  };

  const start = () => { if (!over) timer ||= setInterval(look, every); };
  function stop() { clearInterval(timer); timer = 0; }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return stop();
    look();
    start();
  });
  start();
})();
