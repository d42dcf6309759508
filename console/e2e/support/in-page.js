// Runs in every page that a story opens, before anything of its own.

document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample, sourceFile }) =>
  window.tellOfViolation(`${effectiveDirective}: ${blockedURI} ${sample} in ${sourceFile}`),
)

const most_rounds = 10
const longest_frame_ms = 1_000
const pulse_ms = 32
const nothing = [{ outlineOffset: '0px' }, { outlineOffset: '0px' }]
const longest_move_ms = 2_000

const soon = (begin, longest_ms) =>
  new Promise((resolve) => {
    begin(resolve)
    setTimeout(resolve, longest_ms)
  })

window.stories = {
  /** Comes back when nothing changes any more and what moves has come to rest. What turns for ever is not waited for. */
  async settle() {
    // A page that has nothing to draw may be given no frame, so something moves that nobody sees.
    const pulse = () =>
      soon(
        (resolve) => void document.documentElement.animate(nothing, pulse_ms).finished.then(resolve),
        longest_frame_ms,
      )
    const frame = () => soon((resolve) => requestAnimationFrame(resolve), longest_frame_ms)
    const idle = () => soon((resolve) => requestIdleCallback(resolve), longest_frame_ms)
    for (let before = '', rounds = 0; before !== document.documentElement.outerHTML && rounds < most_rounds; rounds++) {
      before = document.documentElement.outerHTML
      await pulse()
      await frame()
      await idle()
      await frame()
      const moving = document
        .getAnimations()
        .filter(({ effect, playState }) => playState === 'running' && effect.getComputedTiming().endTime !== Infinity)
      await soon((resolve) => Promise.allSettled(moving.map(({ finished }) => finished)).then(resolve), longest_move_ms)
    }
  },

  /** What axe has against the page, WCAG 2.2 AA and good practice, or by one rule. Frames are pages of their own. */
  async findViolations(rule) {
    const wanted = rule === undefined ? { rules: { 'target-size': { enabled: true } } } : { runOnly: rule }
    const { violations } = await axe.run({
      ...wanted,
      resultTypes: ['violations'],
      iframes: false,
      elementRef: true,
    })
    return violations
      .map(({ id, help, nodes }) => ({
        id,
        help,
        places: nodes
          .filter(({ element }) => id !== 'label-content-name-mismatch' || !isPicture(element))
          .map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
      }))
      .filter(({ places }) => places.length > 0)
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

  /** The ids that more than one element has. */
  idsTwice() {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
    return ids.filter((id, at) => ids.indexOf(id) < at)
  },

  /** Takes those of a kind of parts away that are made of nothing that was not seen in one before. @returns how many are left */
  leaveOneOfEachKind(parts) {
    const seen = new Set()
    for (const part of document.querySelectorAll(parts)) {
      const made = [...part.querySelectorAll('*')].map((each) =>
        [each.parentElement.tagName, each.tagName, each.className].join(' '),
      )
      if (made.every((kind) => seen.has(kind))) part.remove()
      for (const kind of made) seen.add(kind)
    }
    return document.querySelectorAll(parts).length
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

/** Initials that stand in for a portrait are no words that somebody would say. */
const isPicture = (element) => element.querySelector('.mantine-Avatar-placeholder')?.textContent === element.textContent

const startOf = (element) => element.outerHTML.slice(0, 150)
