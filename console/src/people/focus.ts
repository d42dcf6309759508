/** Where the keyboard goes on when what had it is gone. */

/** Marks the button of a row's menu. An id would not do: the menu gives it its own. */
export function menuOf(rowKey: string) {
  return { 'data-menu-of': rowKey }
}

export function focusMenu(rowKey: string) {
  document.querySelector<HTMLElement>(`[data-menu-of="${CSS.escape(rowKey)}"]`)?.focus()
}

export function focusContent() {
  document.getElementById('content')?.focus({ preventScroll: true })
}
