/**
 * What the steps of a job have used: of sstat while it runs, of sacct after. Both told with `-n -P`.
 *
 *     sstat -a -o JobID,AveCPU,MaxRSS,NTasks,MaxDiskRead,MaxDiskWrite,TRESUsageInAve
 *     24.batch|00:00:00|4688K|1|42294|1351|cpu=00:00:00,energy=0,fs/disk=42294,mem=4688K
 *
 *     sacct -o JobID,TotalCPU,MaxRSS,NTasks,MaxDiskRead,MaxDiskWrite,TRESUsageInAve
 *     24|00:00.833|||||
 *     24.batch|00:00.017|4688K|1|0.04M|0.00M|cpu=00:00:00,energy=0,gres/gpuutil=98
 *
 * https://slurm.schedmd.com/sstat.html https://slurm.schedmd.com/sacct.html
 */
import type {JobUsage} from '../domain/job-detail.ts';
import type {Parsed} from '../domain/parsed.ts';
import {linesOf} from './lines.ts';
import {parseCounter} from './number-field.ts';
import {createProblemList} from './problem-list.ts';
import {fieldsWithout, inPlace, noFields} from './slurm-fields.ts';
import {parseSlurmBytes, parseSlurmSeconds, parseTres} from './slurm-values.ts';

const measures = ['MaxRSS', 'NTasks', 'MaxDiskRead', 'MaxDiskWrite', 'TRESUsageInAve'] as const;
export const sstatFields = ['JobID', 'AveCPU', ...measures] as const;
export const sacctStepFields = ['JobID', 'TotalCPU', ...measures] as const;

type Step = {
	readonly id: string;
	readonly cpuSeconds: number | undefined;
	readonly maxMemoryBytes: number | undefined;
	readonly tasks: number | undefined;
	readonly readBytes: number | undefined;
	readonly writtenBytes: number | undefined;
	readonly gpuPercent: number | undefined;
};

/** `AveCPU` is that of one task. */
export function parseSstat(text: string, without = noFields): Parsed<JobUsage> {
	const {value: steps, problems} = stepsOf(text, {source: 'sstat', fields: sstatFields, without});
	const seconds = steps.flatMap(({cpuSeconds, tasks}) =>
		cpuSeconds === undefined ? [] : [cpuSeconds * (tasks ?? 1)],
	);
	return {value: usageOf(steps, sumOf(seconds)), problems};
}

/** The line of the job itself counts the cpu of all its steps, and nothing else. */
export function parseSacctSteps(text: string, without = noFields): Parsed<JobUsage> {
	const told = {source: 'sacct', fields: sacctStepFields, without};
	const {value: steps, problems} = stepsOf(text, told);
	const whole = steps.find(({id}) => !id.includes('.'));
	const parts = steps.filter(({id}) => id.includes('.'));
	const seconds = parts.flatMap(({cpuSeconds}) => cpuSeconds ?? []);
	return {value: usageOf(parts, whole?.cpuSeconds ?? sumOf(seconds)), problems};
}

type Table = {
	readonly source: string;
	readonly fields: readonly string[];
	/** That were not asked for: what they would have told is unknown. */
	readonly without: ReadonlySet<string>;
};

function stepsOf(text: string, {source, fields, without}: Table): Parsed<readonly Step[]> {
	const problems = createProblemList(source);
	const asked = fieldsWithout(fields, without);
	const value = linesOf(text).flatMap((line): readonly Step[] => {
		const columns = line.split('|');
		const [id = '', cpu, memory, tasks, read, written, tres] = inPlace(columns, asked, fields);
		if (columns.length < asked.length || !/^\d+/.test(id)) {
			problems.add(line, 'not a step');
			return [];
		}

		return [
			{
				id,
				cpuSeconds: parseSlurmSeconds(cpu),
				maxMemoryBytes: parseSlurmBytes(memory),
				tasks: parseCounter(tasks),
				readBytes: parseSlurmBytes(read),
				writtenBytes: parseSlurmBytes(written),
				gpuPercent: parseCounter(parseTres(tres).get('gres/gpuutil')),
			},
		];
	});
	return {value, problems: problems.problems};
}

function usageOf(steps: readonly Step[], cpuSeconds: number | undefined): JobUsage {
	const known = (figure: (step: Step) => number | undefined): readonly number[] =>
		steps.flatMap(step => figure(step) ?? []);
	const memory = known(step => step.maxMemoryBytes);
	const gpu = known(step => step.gpuPercent);
	return {
		cpuSeconds,
		maxMemoryBytes: memory.length === 0 ? undefined : Math.max(...memory),
		readBytes: sumOf(known(step => step.readBytes)),
		writtenBytes: sumOf(known(step => step.writtenBytes)),
		gpuFraction: gpu.length === 0 ? undefined : Math.min(1, Math.max(...gpu) / 100),
	};
}

function sumOf(numbers: readonly number[]): number | undefined {
	return numbers.length === 0 ? undefined : numbers.reduce((sum, one) => sum + one, 0);
}
