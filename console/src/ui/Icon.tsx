/** The icon set: 16 px, one stroke. Icons stand beside words; alone they need a label on what carries them. */
import { cx } from './cx.ts'

const paths = {
  today: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.8v1.4M8 12.8v1.4M1.8 8h1.4M12.8 8h1.4M3.6 3.6l1 1M11.4 11.4l1 1M12.4 3.6l-1 1M4.6 11.4l-1 1" />
    </>
  ),
  inbox: (
    <>
      <path d="M2 9.5 3.8 3.4h8.4L14 9.5v3.1H2z" />
      <path d="M2 9.5h3.6l.9 1.6h3l.9-1.6H14" />
    </>
  ),
  people: (
    <>
      <circle cx="6" cy="5.4" r="2.5" />
      <path d="M1.8 13.4c.3-2.7 2-4 4.2-4s3.9 1.3 4.2 4" />
      <path d="M10.6 3.2a2.3 2.3 0 0 1 0 4.4M12 9.8c1.3.5 2 1.7 2.2 3.6" />
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="5.3" r="2.8" />
      <path d="M2.9 13.8c.4-3 2.4-4.4 5.1-4.4s4.7 1.4 5.1 4.4" />
    </>
  ),
  order: (
    <>
      <path d="m8 1.9 5.6 2.9v6.4L8 14.1l-5.6-2.9V4.8z" />
      <path d="M2.5 4.9 8 7.7l5.5-2.8M8 7.7v6.3" />
    </>
  ),
  segment: (
    <>
      <circle cx="6" cy="8" r="4.2" />
      <circle cx="10" cy="8" r="4.2" />
    </>
  ),
  journey: (
    <>
      <circle cx="3.4" cy="8" r="1.7" />
      <circle cx="12.6" cy="3.8" r="1.7" />
      <circle cx="12.6" cy="12.2" r="1.7" />
      <path d="M5.1 8h2.2c1.4 0 1.3-4.2 2.7-4.2h.9M7.3 8c1.4 0 1.3 4.2 2.7 4.2h.9" />
    </>
  ),
  campaign: (
    <>
      <path d="M2 6.4v3.2l2.4.3L11.8 13V3L4.4 6.1zM4.6 10l.8 3.4h1.9l-.6-2.6M13.9 6.6v2.8" />
    </>
  ),
  feedback: (
    <>
      <path d="M2 3h12v8.2H8.6L5.2 14v-2.8H2z" />
      <path d="m5.5 7.2 1.6 1.5 3.3-3.3" />
    </>
  ),
  insight: (
    <>
      <path d="M2 13.8h12M4 11V8M8 11V3.6M12 11V6" />
    </>
  ),
  site: (
    <>
      <rect x="1.9" y="3" width="12.2" height="10" rx="1.4" />
      <path d="M1.9 6h12.2M4.2 4.5h.01M6.2 4.5h.01" />
    </>
  ),
  settings: (
    <>
      <path d="M2 4.6h6.4M12 4.6h2M2 11.4h2M7.6 11.4H14" />
      <circle cx="10.2" cy="4.6" r="1.8" />
      <circle cx="5.8" cy="11.4" r="1.8" />
    </>
  ),
  mail: (
    <>
      <rect x="1.9" y="3.4" width="12.2" height="9.2" rx="1.3" />
      <path d="m2.3 4.4 5.7 4.4 5.7-4.4" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.4 10.4 3.4 3.4" />
    </>
  ),
  more: (
    <>
      <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.2" />
    </>
  ),
  phone: (
    <>
      <path d="M5.6 2.4 3.3 2.9c-.6 5.8 4 10.4 9.8 9.8l.5-2.3-2.9-1.5-1.3 1.3C7.7 9.3 6.7 8.3 5.8 6.6l1.3-1.3z" />
    </>
  ),
  upDown: (
    <>
      <path d="M5 6.2 8 3.2l3 3M5 9.8l3 3 3-3" />
    </>
  ),
  menu: (
    <>
      <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />
    </>
  ),
  truck: (
    <>
      <path d="M1.7 3.9h7.5v7.3H1.7zM9.2 6.4h2.9l2.2 2.5v2.3H9.2" />
      <circle cx="4.5" cy="11.8" r="1.4" />
      <circle cx="11.6" cy="11.8" r="1.4" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="5.9" />
      <path d="M8 4.7V8l2.2 1.5" />
    </>
  ),
  star: (
    <>
      <path d="m8 2.2 1.8 3.7 4 .6-2.9 2.9.7 4.1L8 11.6l-3.6 1.9.7-4.1L2.2 6.5l4-.6z" />
    </>
  ),
  right: (
    <>
      <path d="m6.5 4.5 3.5 3.5-3.5 3.5" />
    </>
  ),
  left: (
    <>
      <path d="M9.5 4.5 6 8l3.5 3.5" />
    </>
  ),
  down: (
    <>
      <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />
    </>
  ),
  arrowUp: (
    <>
      <path d="M8 13V3M4 7l4-4 4 4" />
    </>
  ),
  arrowDown: (
    <>
      <path d="M8 3v10M4 9l4 4 4-4" />
    </>
  ),
  plus: (
    <>
      <path d="M8 3v10M3 8h10" />
    </>
  ),
  close: (
    <>
      <path d="m4 4 8 8M12 4l-8 8" />
    </>
  ),
  check: (
    <>
      <path d="m3.2 8.4 3.2 3.2 6.4-6.8" />
    </>
  ),
  note: (
    <>
      <path d="M3 2.3h7.2L13 5.1v8.6H3zM5.5 7h5M5.5 10h3.4" />
    </>
  ),
  stock: (
    <>
      <path d="M2.2 5.2h11.6v8.4H2.2zM2.2 5.2 4 2.4h8l1.8 2.8M6.4 8h3.2" />
    </>
  ),
  coupon: (
    <>
      <path d="M2 4h12v2.7a1.3 1.3 0 0 0 0 2.6V12H2V9.3a1.3 1.3 0 0 0 0-2.6z" />
      <path d="M9.6 6v.01M9.6 8v.01M9.6 10v.01" strokeWidth="1.7" />
    </>
  ),
  bolt: (
    <>
      <path d="M8.8 1.8 3.6 9h3.9l-.6 5.2L12.4 7H8.3z" />
    </>
  ),
  place: (
    <>
      <path d="M8 14s4.6-4.3 4.6-7.7a4.6 4.6 0 0 0-9.2 0C3.4 9.7 8 14 8 14z" />
      <circle cx="8" cy="6.4" r="1.6" />
    </>
  ),
  pause: (
    <>
      <path d="M5.6 3.6v8.8M10.4 3.6v8.8" strokeWidth="1.8" />
    </>
  ),
  undo: (
    <>
      <path d="M5.6 3 2.4 6.2l3.2 3.2" />
      <path d="M2.6 6.2h7.2a3.6 3.6 0 0 1 0 7.2H6" />
    </>
  ),
  redo: (
    <>
      <path d="m10.4 3 3.2 3.2-3.2 3.2" />
      <path d="M13.4 6.2H6.2a3.6 3.6 0 0 0 0 7.2H10" />
    </>
  ),
  merge: (
    <>
      <path d="M3.5 2.6v2c0 3 4.5 2.8 4.5 5.8v3M12.5 2.6v2c0 3-4.5 2.8-4.5 5.8" />
    </>
  ),
  filter: (
    <>
      <path d="M2.5 4h11M4.5 8h7M6.5 12h3" />
    </>
  ),
  chat: (
    <>
      <path d="M2 3h12v8.2H7L4 13.6v-2.4H2z" />
      <path d="M5 7.1h.01M8 7.1h.01M11 7.1h.01" strokeWidth="1.8" />
    </>
  ),
  eye: (
    <>
      <path d="M1.6 8S4 3.7 8 3.7 14.4 8 14.4 8 12 12.3 8 12.3 1.6 8 1.6 8z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="5.9" />
      <path d="M8 7.4v3.4M8 5.2h.01" />
    </>
  ),
  warning: (
    <>
      <path d="M8 2.4 14.2 13H1.8zM8 6.6v3M8 11.3h.01" />
    </>
  ),
  download: (
    <>
      <path d="M8 2.5v7.4M4.8 7 8 10.2 11.2 7M2.6 13.2h10.8" />
    </>
  ),
  upload: (
    <>
      <path d="M8 10.4V3M4.8 6 8 2.8 11.2 6M2.6 13.2h10.8" />
    </>
  ),
  copy: (
    <>
      <path d="M5.4 5.4h7.8v7.8H5.4zM10.6 5.2V2.8H2.8v7.8h2.4" />
    </>
  ),
  edit: (
    <>
      <path d="m3 13 .6-2.8 7.2-7.2 2.2 2.2-7.2 7.2z" />
    </>
  ),
  trash: (
    <>
      <path d="M2.8 4.4h10.4M6.2 4.2V2.6h3.6v1.6M4.2 4.6l.6 8.8h6.4l.6-8.8" />
    </>
  ),
  key: (
    <>
      <circle cx="5.2" cy="10.8" r="2.8" />
      <path d="m7.2 8.8 6-6M10.6 5.4l2 2" />
    </>
  ),
  tag: (
    <>
      <path d="M2.4 2.4h5.2l6 6-5.2 5.2-6-6z" />
      <path d="M5.2 5.2h.01" strokeWidth="2" />
    </>
  ),
  sun: (
    <>
      <circle cx="8" cy="8" r="3" />
      <path d="M8 1.6v1.6M8 12.8v1.6M1.6 8h1.6M12.8 8h1.6" />
    </>
  ),
  moon: (
    <>
      <path d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z" />
    </>
  ),
  globe: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M2 8h12M8 2c2 1.8 2.8 3.8 2.8 6S10 12.200 8 14C6 12.200 5.200 10.200 5.200 8S6 3.800 8 2z" />
    </>
  ),
  exit: (
    <>
      <path d="M6.4 2.6H3v10.800h3.400M10.600 5l3 3-3 3M13.400 8H6.600" />
    </>
  ),
  shield: (
    <>
      <path d="M8 1.800 13.200 4v4c0 3-2.200 5-5.200 6.200C5 13 2.800 11 2.800 8V4z" />
    </>
  ),
  link: (
    <>
      <path d="M6.600 9.400 9.400 6.600M7 4.600l1.400-1.400a3.100 3.100 0 0 1 4.400 4.400L11.400 9M9 11.400l-1.400 1.400a3.100 3.100 0 0 1-4.400-4.400L4.600 7" />
    </>
  ),
  play: (
    <>
      <path d="M4.600 3v10l8-5z" />
    </>
  ),
  columns: (
    <>
      <path d="M2.400 3h11.200v10H2.400zM6.200 3v10M9.800 3v10" />
    </>
  ),
  store: (
    <>
      <path d="M2.400 6.200 3.400 2.600h9.200l1 3.600M2.400 6.200c0 2 2.800 2 2.800 0 0 2 2.800 2 2.800 0 0 2 2.800 2 2.800 0 0 2 2.800 2 2.800 0M3.400 8v5.400h9.200V8" />
    </>
  ),
  return: (
    <>
      <path d="M12.600 13.200V8.800a3 3 0 0 0-3-3H3M5.800 3 3 5.800l2.800 2.800" />
    </>
  ),
  cart: (
    <>
      <path d="M1.800 2.600h2l1.600 7.600h6.800l1.400-5.400H4.400" />
      <circle cx="6" cy="13" r="1" />
      <circle cx="11.400" cy="13" r="1" />
    </>
  ),
}

export type IconName = keyof typeof paths

export function Icon({ name, size = 16, className }: { name: IconName; size?: number; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={cx('block flex-none', className)}
    >
      {paths[name]}
    </svg>
  )
}

/** The mark of the house. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <span
      className="grid flex-none place-items-center rounded-[6px] bg-accent text-on-accent"
      style={{ width: size, height: size }}
      aria-hidden="true"
    >
      <svg
        viewBox="0 0 16 16"
        width={size * 0.64}
        height={size * 0.64}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.9}
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d="M3 4.2 7.2 12c.4.8 1.4.8 1.8 0l2.6-5.2a2 2 0 1 0-3.4-.4" />
      </svg>
    </span>
  )
}
