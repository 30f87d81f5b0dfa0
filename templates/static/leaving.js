// Goes on when every frame has loaded, and after a while whatever became of them. Whoever runs no scripts follows the link.

const PATIENCE_MS = 4000

const goOn = () => location.replace(document.querySelector('[data-way-on] a').href)

if (document.readyState === 'complete') goOn()
else addEventListener('load', goOn)
setTimeout(goOn, PATIENCE_MS)
