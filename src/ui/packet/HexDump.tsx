const COLUMNS = 16;

interface HexDumpProps {
  readonly bytes: Uint8Array;
  /** Offsets that are marked: changed on the way. */
  readonly changed?: ReadonlySet<number>;
  /** Bytes of the field that is pointed at. */
  readonly lit?: { readonly offset: number; readonly length: number } | null;
  readonly label: string;
}

/** Sixteen bytes a line with their offset, as `xxd` and tcpdump draw them. */
export function HexDump({ bytes, changed, lit = null, label }: HexDumpProps) {
  const rows = Array.from({ length: Math.ceil(bytes.length / COLUMNS) }, (_, row) => row * COLUMNS);
  return (
    <div
      role="img"
      aria-label={label}
      className="overflow-x-auto font-mono text-[10.5px] leading-4.5 tracking-[-0.04em] whitespace-pre text-ink2"
    >
      {rows.map((start) => (
        <div key={start}>
          <span className="text-ink3">{start.toString(16).padStart(4, '0')} </span>
          {Array.from(bytes.subarray(start, start + COLUMNS), (byte, column) => {
            const offset = start + column;
            const isLit = lit !== null && offset >= lit.offset && offset < lit.offset + lit.length;
            const look = changed?.has(offset) === true ? 'bg-hit font-semibold text-nat' : '';
            return (
              <span
                key={offset}
                className={`${look} ${isLit ? 'bg-accent-soft text-accent outline outline-accent' : ''}`}
              >
                {offset % 2 === 0 ? ' ' : ''}
                {byte.toString(16).padStart(2, '0')}
              </span>
            );
          })}
        </div>
      ))}
    </div>
  );
}
