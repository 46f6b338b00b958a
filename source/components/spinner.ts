import type {Glyphs} from '../theme/glyphs.ts';
import type {Safe} from '../theme/safe.ts';

const stepMs = 500;

/** What turns while something is under way, at a monotonic time: two steps a second, as often as the screen may change. */
export function spinnerAt(atMs: number, {spinner, waiting}: Glyphs): Safe {
	return spinner[Math.floor(atMs / stepMs) % spinner.length] ?? waiting;
}
