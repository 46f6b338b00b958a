import {spawnSync} from 'node:child_process';
import {median, type Row} from '../row.ts';

const rounds = 15;
const sampleMs = 500;
const program = 'dist/clusterdeck.js';
/** Budgets of DESIGN 11 and of the first issue, over bare Node in the same run. */
const onceBudgetMs = 150;

/** Interleaved, so that a loud neighbour hits all of them alike. */
export function startRows(): Row[] {
	const bare: number[] = [];
	const version: number[] = [];
	const once: number[] = [];
	const validate: number[] = [];
	for (let round = 0; round < rounds; round += 1) {
		bare.push(wallMs(['-e', '0']));
		version.push(wallMs([program, '--version']));
		validate.push(wallMs([program, 'config', 'validate', 'config.yaml']));
		once.push(wallMs([program, '--once', '--sample', String(sampleMs)]));
	}

	const floor = {floor: 'node -e 0', floorValue: median(bare)};
	return [
		{
			what: 'clusterdeck --version',
			value: median(version),
			unit: 'ms',
			...floor,
			budget: undefined,
		},
		{what: 'config validate', value: median(validate), unit: 'ms', ...floor, budget: undefined},
		{
			what: `--once without its ${sampleMs} ms gap`,
			value: median(once) - sampleMs,
			unit: 'ms',
			...floor,
			budget: median(bare) + onceBudgetMs,
		},
	];
}

function wallMs(args: readonly string[]): number {
	const startedMs = performance.now();
	const {status, stderr} = spawnSync(process.execPath, args, {encoding: 'utf8'});
	if (status !== 0) {
		throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
	}

	return performance.now() - startedMs;
}
