/* Shows beside each text what it says once its fields are filled, and what is remarked on it, a moment after typing.
   Without it the same is shown when the draft is saved. */
(() => {
  "use strict";
  const form = document.querySelector("[data-editor]");
  if (!form) return;
  const WAIT = 300; // milliseconds after the last key
  let last = null; // where a chosen field goes

  const write = (area, piece, at = area.selectionStart, until = area.selectionEnd) => {
    area.setRangeText(piece, at, until, "end");
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // A sentence stands apart from the words around it; a field may stand in the middle of them.
  const apart = (area, sentence) => {
    const before = area.value.slice(0, area.selectionStart), after = area.value.slice(area.selectionEnd);
    return (/\S$/.test(before) ? " " : "") + sentence + (/^\S/.test(after) ? " " : "");
  };

  for (const box of form.querySelectorAll("[data-variant]")) {
    const said = box.querySelector("[data-said]");
    const words = box.querySelector("textarea");
    const subject = box.querySelector("input[type=text]");
    let timer = 0, turn = 0;

    const look = async () => {
      const asked = ++turn;
      const body = new FormData();
      body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      body.set("variant", box.dataset.variant);
      body.set("subject", subject ? subject.value : "");
      body.set("words", words.value);
      try {
        const answer = await fetch(form.dataset.editor, { method: "POST", body, redirect: "error" });
        if (asked !== turn || !answer.ok) return;
        said.innerHTML = await answer.text();
        said.classList.remove("vx-stale");
      } catch {
        said.classList.add("vx-stale");
      }
    };

    box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, WAIT); });
    box.addEventListener("focusin", (event) => { if (event.target.matches("textarea, input[type=text]")) last = event.target; });
    said.addEventListener("click", (event) => {
      const fix = event.target.closest("[data-fix]");
      if (!fix) return;
      const at = words.value.indexOf(fix.dataset.piece);
      if (at >= 0) write(words, fix.dataset.fix, at, at + fix.dataset.piece.length);
    });
  }

  for (const offered of form.querySelectorAll("[data-write]")) {
    offered.addEventListener("click", () => {
      const area = last || form.querySelector("textarea"), piece = offered.dataset.write;
      write(area, piece.startsWith("{") ? piece : apart(area, piece));
    });
  }
})();
