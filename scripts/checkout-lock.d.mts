export function withCheckoutLock(root: string, doing: 'installing' | 'building', work: () => void): void
