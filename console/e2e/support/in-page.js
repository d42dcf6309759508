// Runs in every page that a story opens, before anything of its own.

document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample, sourceFile }) =>
  window.tellOfViolation(`${effectiveDirective}: ${blockedURI} ${sample} in ${sourceFile}`),
)

window.stories = {
  /** Comes back when what moves has come to rest. What turns for ever is not waited for. */
  async settle() {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await frame()
    await frame()
    const ending = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map(({ finished }) => finished))
  },

  /** What axe has against the page. Frames are pages of their own. */
  async findViolations(only) {
    const { violations } = await axe.run({ runOnly: only, resultTypes: ['violations'], iframes: false })
    return violations
  },

  /** What makes the page wider than its window, or null. */
  whatIsTooWide() {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return null
    const culprits = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 0.5,
    )
    return `${scrollWidth} wide: ${culprits.slice(0, 5).map(startOf).join(' | ')}`
  },

  /** The element that has the focus without showing it, or null. */
  focusNobodySees() {
    const element = document.activeElement
    if (element === null || element === document.body) return null
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    const shown = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
    return shown ? null : startOf(element)
  },
}

const startOf = (element) => element.outerHTML.slice(0, 150)
