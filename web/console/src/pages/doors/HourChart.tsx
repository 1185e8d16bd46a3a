import { useEffect, useId, useRef } from 'react';
import { useFormats, useSay } from '../../text/text';
import type { Hour } from './hours';

/** The sizes of the drawing. */
const width = 720;
const height = 220;
const axis = { left: 44, bottom: 26, top: 10 };

/** Returns the top of the axis: the next of 1, 2 or 5 times a power of ten, of which half is a whole number, too. */
function topOf(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(highest, 1)));
  const top = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= highest) ?? highest;
  return top % 2 === 0 ? top : top * 2;
}

/** The passages of a day by the hour: bars for those granted, with those denied, hatched, on top. The same numbers are in a table. */
export function HourChart({ title, hours }: { title: string; hours: readonly Hour[] }) {
  const say = useSay();
  const { number } = useFormats();
  const id = useId();
  const top = topOf(Math.max(...hours.map(({ granted, denied }) => granted + denied)));
  const room = height - axis.top - axis.bottom;
  const slot = (width - axis.left) / hours.length;
  const y = (count: number): number => axis.top + room - (count / top) * room;
  const scroller = useRef<HTMLDivElement>(null);
  // On a phone the day is wider than the screen: it begins with the hour before the first with passages.
  const first = Math.max(hours.findIndex(({ granted, denied }) => granted + denied > 0) - 1, 0);
  useEffect(() => {
    const { current } = scroller;
    if (current !== null) current.scrollLeft = (current.scrollWidth * (first === 0 ? 0 : axis.left + first * slot)) / width;
  }, [first, slot]);
  const hourName = ({ start }: Hour): string => `${String(start.getHours()).padStart(2, '0')}:00`;
  return (
    <figure className="chart">
      <figcaption>
        <span className="key granted" aria-hidden="true" /> {say('passages.granted')} <span className="key denied" aria-hidden="true" /> {say('passages.denied')}
      </figcaption>
      <div ref={scroller} className="scroll" tabIndex={0} role="region" aria-label={title}>
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
          <defs>
            <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect className="denied-soft" width="6" height="6" />
              <rect className="denied" width="2.5" height="6" />
            </pattern>
          </defs>
          {[0, top / 2, top].map((count) => (
            <g key={count}>
              <line x1={axis.left} x2={width} y1={y(count)} y2={y(count)} />
              <text x={axis.left - 6} y={y(count) + 4} textAnchor="end">
                {number(count)}
              </text>
            </g>
          ))}
          {hours.map((hour, i) => {
            const x = axis.left + i * slot;
            const { granted, denied } = hour;
            return (
              <g key={hour.start.getTime()}>
                <title>{say('day.hour', { hour: hourName(hour), granted, denied })}</title>
                <rect className="granted" x={x + 3} width={slot - 6} y={y(granted)} height={y(0) - y(granted)} />
                {denied > 0 && <rect className="denied-edge" fill={`url(#${id})`} x={x + 3} width={slot - 6} y={y(granted + denied)} height={y(granted) - y(granted + denied)} />}
                {i % 3 === 0 && (
                  <text x={x + slot / 2} y={height - 8} textAnchor="middle">
                    {hourName(hour)}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      </div>
      <details>
        <summary>{say('day.table')}</summary>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('day.from')}</th>
              <th scope="col">{say('passages.granted')}</th>
              <th scope="col">{say('passages.denied')}</th>
            </tr>
          </thead>
          <tbody>
            {hours.map((hour) => (
              <tr key={hour.start.getTime()}>
                <th scope="row">{hourName(hour)}</th>
                <td>{number(hour.granted)}</td>
                <td>{number(hour.denied)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
