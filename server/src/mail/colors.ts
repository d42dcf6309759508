/** Text that is less than the rest, on a light card: 5.9 to 1. */
export const faint = '#5b6270'
export const link_color = '#1a56c4'

const own_accent = '#1a56c4'
const card = { light: '#ffffff', dark: '#22252c' }
const edge = '#868e96'

/** What a button looks like, in an organization's colour and readable on it. */
export interface Colors {
  readonly ground: string
  readonly ink: string
  /** The line around it, which is seen where the colour is much like the card. */
  readonly edge: string
  readonly darkEdge: string
}

/** @param accent as `#1a56c4`; null is this service's own */
export function colorsOf(accent: string | null): Colors {
  const ground = accent ?? own_accent
  return {
    ground,
    // One of the two has 4.5 to 1 on any colour (WCAG 2.2, 1.4.3).
    ink: contrast(ground, '#ffffff') >= contrast(ground, '#000000') ? '#ffffff' : '#000000',
    edge: contrast(ground, card.light) >= 3 ? ground : edge,
    darkEdge: contrast(ground, card.dark) >= 3 ? ground : edge,
  }
}

export function buttonStyle({ ink, edge: line }: Colors): string {
  return `display:inline-block;padding:11px 24px;border:1px solid ${line};border-radius:6px;color:${ink};font-weight:600;text-decoration:none`
}

/** From 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(color.slice(at, at + 2), 16) / 255),
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function linear(channel: number): number {
  return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}
