import type {FlagName} from './flag-table.ts';
import {isUsageProblem, numberOf} from './flag-values.ts';
import type {Flags, UsageProblem} from './parse-arguments.ts';

/** What `--demo` was asked for. */
export type DemoRequest = {
	readonly seed: number;
	/** Undefined: the eight nodes at home. */
	readonly nodeCount: number | undefined;
	/** In the queue of its cluster; undefined: some dozens. */
	readonly jobCount?: number | undefined;
};

const defaultSeed = 1;
const mostNodes = 10_000;
const mostJobs = 1_000_000;
const largestSeed = 0xffff_ffff;
const onlyWithDemo: readonly FlagName[] = ['nodes', 'jobs', 'seed'];

/** Undefined without `--demo`. */
export function parseDemoRequest(flags: Flags): DemoRequest | undefined | UsageProblem {
	if (!flags.has('demo')) {
		const stray = onlyWithDemo.find(flag => flags.has(flag));
		return stray === undefined ? undefined : {usage: `--${stray} needs --demo.`};
	}

	if (flags.has('config')) {
		return {usage: '--config does not go with --demo, which reads no configuration.'};
	}

	if (flags.has('continue')) {
		return {usage: '--continue does not go with --demo, which keeps no conversations.'};
	}

	const nodeCount = numberOf(flags, 'nodes', {least: 1, most: mostNodes, whole: true});
	if (isUsageProblem(nodeCount)) {
		return nodeCount;
	}

	const jobCount = numberOf(flags, 'jobs', {least: 1, most: mostJobs, whole: true});
	if (isUsageProblem(jobCount)) {
		return jobCount;
	}

	const seed = numberOf(flags, 'seed', {least: 0, most: largestSeed, whole: true});
	return isUsageProblem(seed) ? seed : {seed: seed ?? defaultSeed, nodeCount, jobCount};
}
