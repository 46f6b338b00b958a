/** What lies between two samples of one node, by the node's own clock. */
export type Interval = {readonly seconds: number};

/** Shorter ones drown in the 10 ms steps of /proc/uptime. */
const shortestSeconds = 0.15;

type Stamp = {readonly uptimeSeconds: number | undefined; readonly bootId: string | undefined};

/**
 * The time between two samples; undefined (a gap, not a zero) when the node rebooted in between, when a clock is
 * unknown or stood still, or when more than `longestSeconds` passed, as after a suspended laptop.
 */
export function intervalBetween(
	previous: Stamp,
	current: Stamp,
	longestSeconds: number,
): Interval | undefined {
	if (previous.uptimeSeconds === undefined || current.uptimeSeconds === undefined) {
		return undefined;
	}

	const hasRebooted =
		previous.bootId !== undefined &&
		current.bootId !== undefined &&
		previous.bootId !== current.bootId;
	const seconds = current.uptimeSeconds - previous.uptimeSeconds;
	return hasRebooted || seconds < shortestSeconds || seconds > longestSeconds
		? undefined
		: {seconds};
}

/** Units a second; undefined when the counter went backwards, which a reset device does. */
export function rateOf(
	before: number | undefined,
	after: number | undefined,
	interval: Interval,
): number | undefined {
	const difference = growth(before, after);
	return difference === undefined ? undefined : difference / interval.seconds;
}

/** How much a counter grew; undefined when it is unknown or went backwards. */
export function growth(before: number | undefined, after: number | undefined): number | undefined {
	return before === undefined || after === undefined || after < before ? undefined : after - before;
}

const wrapAt = 2 ** 32;

/**
 * As `growth`, for the millisecond columns of /proc/diskstats, which the kernel prints as 32-bit numbers and which
 * start again from 0 after 49.7 days of work. A step back that would be longer than `longest` is a reset instead.
 */
export function wrappingGrowth(before: number, after: number, longest: number): number | undefined {
	if (after >= before) {
		return after - before;
	}

	const wrapped = after + wrapAt - before;
	return before < wrapAt && wrapped <= longest ? wrapped : undefined;
}

/** A share of a whole, kept within 0 and 1: counters are read one after the other, not at one instant. */
export function fractionOf(part: number | undefined, whole: number): number | undefined {
	return part === undefined || whole <= 0 ? undefined : Math.min(1, Math.max(0, part / whole));
}
