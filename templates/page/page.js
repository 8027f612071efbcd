"use strict";
const said = document.getElementById("said");
async function copy(button) {
  const text = document.getElementById(button.dataset.copy);
  const html = document.getElementById(button.dataset.html || "");
  const plain = text.textContent;
  try {
    if (html) {
      const part = (type, words) => [type, new Blob([words], { type })];
      const parts = Object.fromEntries([part("text/html", html.innerHTML), part("text/plain", plain)]);
      await navigator.clipboard.write([new ClipboardItem(parts)]);
    } else await navigator.clipboard.writeText(plain);
  } catch {
    const shown = html || text, was = shown.hidden;
    shown.hidden = false;
    getSelection().selectAllChildren(shown);
    const done = document.execCommand("copy");
    shown.hidden = was;
    if (!done) return "Select the words and copy them: the browser lets no button do it.";
  }
  const where = button.closest("article").querySelector(".beside").getAttribute("aria-label");
  return button.textContent.replace("Copy", "Copied:") + " (" + where.replace("Beside the ", "") + ")";
}
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => { said.textContent = await copy(button); });
}
if ("watching" in document.body.dataset)
  setInterval(() => { if (!document.hidden && getSelection().isCollapsed) location.reload(); }, 2000);
