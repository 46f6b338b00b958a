import type {Lab} from '../../scripts/lab/lab.ts';
import type {RackCost} from '../children/rack.ts';
import {measureInLab} from '../in-lab.ts';
import type {Row} from '../row.ts';

const nodes = 500;
/** Longer than the interval of the slowest lane, so that each run of it is in. */
const programSeconds = process.env['FULL'] === '1' ? 60 : 30;
const bareSeconds = 15;
/** Of the bytes alone (docs/decisions/010). */
const mostTimes = 1.75;
const mostMegabytes = 250;
const leastSampled = 0.95;
const timeoutMs = 300_000;

/** A runtime with all its lanes, from source, beside the same bytes asked and thrown away; both polls every 2 s. */
export async function rackRows(lab: Lab): Promise<readonly Row[]> {
	const host = lab.hosts().at(-1)?.name ?? '';
	const costOf = (what: 'program' | 'bare', seconds: number): Promise<RackCost> =>
		measureInLab({
			lab,
			program: 'rack',
			args: [host, `${nodes}`, `${seconds}`, what],
			timeoutMs,
		});
	const program = await costOf('program', programSeconds);
	const bare = await costOf('bare', bareSeconds);
	const what = `${nodes} nodes every 2 s`;
	const sampled = Math.min(program.sampledFraction, bare.sampledFraction);
	if (sampled < leastSampled) {
		return [{what, missing: `only ${Math.round(sampled * 100)} % of the samples came in time`}];
	}

	return [
		{
			what: `${what}, CPU`,
			value: program.cpuFraction * 100,
			unit: '% of a core',
			floor: 'the bytes alone',
			floorValue: bare.cpuFraction * 100,
			budget: bare.cpuFraction * 100 * mostTimes,
		},
		{
			what: `${what}, RSS with full rings`,
			value: program.rssBytes / 1e6,
			unit: 'MB',
			floor: 'the connections alone',
			floorValue: bare.rssBytes / 1e6,
			budget: mostMegabytes,
		},
	];
}
