// Figures that their reader can explore: drawn again when they come into view. Without script the picture stays,
// and its tables stand beside it either way.
const scripts = document.getElementById("figure-scripts")?.dataset;

const inView = new IntersectionObserver((entries) => {
  entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => {
    inView.unobserve(target);
    // Whatever fails, the picture is still there.
    import(scripts.exploring).then(({ explore }) => explore(target)).catch((error) => {
      target.querySelector(".explored")?.remove();
      console.warn(error);
    });
  });
}, { rootMargin: "100px" });

const watch = (part) => part.querySelectorAll?.("[data-specification]").forEach((figure) => inView.observe(figure));

/** Copies the text of the element that a button names, also where the clipboard is kept from plain HTTP. */
async function copy(button) {
  const words = document.getElementById(button.dataset.copies);
  const said = button.parentElement.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(words.innerText);
  } catch {
    getSelection().selectAllChildren(words);
    document.execCommand("copy");
  }
  said.textContent = "Copied.";
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-copies]");
  if (button) copy(button);
});
document.addEventListener("htmx:load", (event) => watch(event.detail.elt));
watch(document);
