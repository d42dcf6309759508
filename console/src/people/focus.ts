/** Where the keyboard goes on when what had it is gone. */

export function menuId(rowKey: string): string {
  return `actions-${rowKey}`
}

export function focusMenu(rowKey: string) {
  document.getElementById(menuId(rowKey))?.focus()
}

export function focusContent() {
  document.getElementById('content')?.focus({ preventScroll: true })
}
