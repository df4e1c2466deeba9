// Puts the frame of another site in the place of its card, once a reader asks for it. Nothing of it loads before.
for (const card of document.querySelectorAll("[data-frame]")) {
  card.querySelector("button").addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = card.dataset.frame;
    frame.title = card.dataset.title;
    frame.allow = "autoplay; fullscreen; encrypted-media; picture-in-picture";
    frame.sandbox = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation";
    card.querySelector("img")?.closest("picture, img").remove();
    card.querySelector("button").replaceWith(frame);
    frame.focus();
  });
}
