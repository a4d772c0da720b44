const RADIUS = 7;
const ROUND = 2 * Math.PI * RADIUS;

/** What is left of a timer, as a ring. `label` says it in words. */
export function Ring({ share, label }: { readonly share: number; readonly label: string }) {
  const left = Math.min(1, Math.max(0, share));
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" role="img" aria-label={label} className="shrink-0 -rotate-90">
      <title>{label}</title>
      <circle cx="9" cy="9" r={RADIUS} fill="none" strokeWidth="3.5" className="stroke-line" />
      <circle
        cx="9"
        cy="9"
        r={RADIUS}
        fill="none"
        strokeWidth="3.5"
        strokeDasharray={`${left * ROUND} ${ROUND}`}
        className="stroke-conntrack"
      />
    </svg>
  );
}
