/** The platform's mark: a plug in its socket. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">
<rect width="24" height="24" rx="7" fill="#5746d8"/>
<path d="M9 6v4M15 6v4M7.5 10h9v2.5a4.5 4.5 0 0 1-9 0zM12 17v2" fill="none" stroke="#fff" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/>
</svg>`;
