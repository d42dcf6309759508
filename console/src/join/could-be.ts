/** Whether an address could be the one that was masked, as `g•••@e•••.com`. Where none is known, any could be. */
export function couldBe(email: string, masked: string | undefined): boolean {
  const [start = '', middle = '', end = ''] = (masked ?? '').toLowerCase().split('•••')
  const address = email.trim().toLowerCase()
  return address.startsWith(start) && address.includes(middle) && address.endsWith(end)
}
