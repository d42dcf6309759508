/** Has the browser save something as a file of JSON. */
export function saveAsFile(name: string, content: unknown) {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(content, null, 2)}\n`], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken it by then; to keep the URL would keep the data in memory.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
