#!/bin/sh
# The browser tests drive a real Chromium. Where none is installed and we may install packages, install Debian's.
# Otherwise the tests say that they were skipped and why; with CI=true they fail instead.
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
  if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "No Chromium found: installing Debian's."
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 || echo "Chromium could not be installed."
fi
exit 0
