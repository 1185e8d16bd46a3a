import { useEffect, useState } from 'react';

/** Returns a value once it has rested for a moment, so that not every letter that is typed is a request. */
export function useDelayed<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 200);
    return () => clearTimeout(timer);
  }, [text]);
  return JSON.parse(settled) as Value;
}
