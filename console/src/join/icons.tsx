import classes from './page.module.css'

const drawings = {
  check: 'm6 12.500 4 4 8-9',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4l2.500 2.500',
  cloud: 'M7 18a4 4 0 0 1-.500-7.970A6 6 0 0 1 18 9.500 4.250 4.250 0 0 1 17.500 18M4 4l16 16',
  cross: 'm7 7 10 10M17 7 7 17',
  link: 'M10 14a4 4 0 0 0 5.660 0l3-3A4 4 0 0 0 13 5.340l-1 1M14 10a4 4 0 0 0-5.660 0l-3 3A4 4 0 0 0 11 18.660l1-1',
  mail: 'M4 6h16v12H4zM4 7l8 6 8-6',
  people:
    'M9 5a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7M2.500 19a6.500 6.500 0 0 1 13 0M16 5.500a3.500 3.500 0 0 1 0 6M18 14.500a6.500 6.500 0 0 1 3.500 4.500',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.500 20a7.500 7.500 0 0 1 15 0',
  question: 'M9 9a3 3 0 1 1 4 2.830c-.700.300-1 .900-1 1.670v.500M12 17.500v.010',
} as const

type Name = keyof typeof drawings

/** What kind of page this is, at a glance. */
export function Emblem({ icon }: { icon: Name }) {
  return (
    <div className={classes['emblem']}>
      <Drawing icon={icon} size={26} />
    </div>
  )
}

/** The same, in the corner of a picture. */
export function Badge({ icon }: { icon: Name }) {
  return (
    <div className={classes['badge']}>
      <Drawing icon={icon} size={20} />
    </div>
  )
}

function Drawing({ icon, size }: { icon: Name; size: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d={drawings[icon]} />
    </svg>
  )
}
