/** A duration in its two largest units; `smaller` is undefined for seconds alone and from 100 days on. */
export type DurationParts = {
	readonly larger: DurationPart;
	readonly smaller: DurationPart | undefined;
};

export type DurationPart = {readonly count: number; readonly unit: 'd' | 'h' | 'm' | 's'};

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Whole units that have passed, never rounded up. */
export function durationParts(durationMs: number): DurationParts {
	const seconds = Math.floor(durationMs / 1000);
	if (seconds >= 100 * day) {
		return {larger: part(seconds / day, 'd'), smaller: undefined};
	}

	if (seconds >= day) {
		return {larger: part(seconds / day, 'd'), smaller: part((seconds % day) / hour, 'h')};
	}

	if (seconds >= hour) {
		return {larger: part(seconds / hour, 'h'), smaller: part((seconds % hour) / minute, 'm')};
	}

	return seconds >= minute
		? {larger: part(seconds / minute, 'm'), smaller: part(seconds % minute, 's')}
		: {larger: part(seconds, 's'), smaller: undefined};
}

/** `12 d 4 h`, `48 s`: for sentences. */
export function durationText(durationMs: number): string {
	const {larger, smaller} = durationParts(durationMs);
	const end = smaller === undefined ? '' : ` ${smaller.count} ${smaller.unit}`;
	return `${larger.count} ${larger.unit}${end}`;
}

function part(count: number, unit: DurationPart['unit']): DurationPart {
	return {count: Math.floor(count), unit};
}
