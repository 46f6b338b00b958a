/**
 * `preferences.json` of the state directory, as this program wrote it, or a newer one, or a person:
 *
 *     {
 *     	"nodeSort": "cpu",
 *     	"jobColumns": ["user", "priority"],
 *
 * Read without zod, which takes longer to load than the first frame to draw.
 */
import type {Parsed, ParseProblem} from '../domain/parsed.ts';
import type {Preferences} from '../domain/preferences.ts';
import type {GridMetric, JobColumn, JobSort, NodeSort, SlurmNodeSort} from '../domain/screen.ts';

const source = 'preferences.json';
const longestLine = 200;

/** What is not there was never chosen, and what nobody knows here is left out; what is not what it should be is told. */
export function parsePreferences(text: string): Parsed<Partial<Preferences>> {
	const fields = fieldsOf(text);
	if (fields === undefined) {
		const reason = 'it is no JSON object';
		return {value: {}, problems: [{source, line: text.slice(0, longestLine), reason}]};
	}

	const problems: ParseProblem[] = [];
	const read = <Value>(name: keyof Preferences, parse: Parse<Value>): Value | undefined => {
		const told = fields.get(name);
		const value = told === undefined ? undefined : parse(told);
		if (told !== undefined && value === undefined) {
			problems.push({source, line: name, reason: `${name} is nothing that can be chosen`});
		}

		return value;
	};
	const value = withoutUnknown({
		nodeSort: read('nodeSort', oneOf(nodeSorts)),
		nodeView: read('nodeView', oneOf(nodeViews)),
		gridMetric: read('gridMetric', oneOf(gridMetrics)),
		jobSort: read('jobSort', oneOf(jobSorts)),
		jobColumns: read('jobColumns', columnsOf),
		slurmNodeSort: read('slurmNodeSort', oneOf(slurmNodeSorts)),
		hasCommands: read('hasCommands', switchOf),
		isBellOn: read('isBellOn', switchOf),
	});
	return {value, problems};
}

type Parse<Value> = (told: unknown) => Value | undefined;

function fieldsOf(text: string): ReadonlyMap<string, unknown> | undefined {
	try {
		const told: unknown = JSON.parse(text);
		return typeof told === 'object' && told !== null && !Array.isArray(told)
			? new Map(Object.entries(told))
			: undefined;
	} catch {
		return undefined;
	}
}

type Read = {readonly [Name in keyof Preferences]: Preferences[Name] | undefined};

function withoutUnknown(read: Read): Partial<Preferences> {
	return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

/** Written down whole: a choice that the program learns is one that can be read. */
type Words<Name extends string> = Readonly<Record<Name, true>>;

const nodeSorts: Words<NodeSort> = {
	...{health: true, name: true, cpu: true, memory: true, gpu: true, temperature: true, disk: true},
};
const nodeViews: Words<Preferences['nodeView']> = {table: true, grid: true};
const gridMetrics: Words<GridMetric> = {cpu: true, memory: true, gpu: true, temperature: true};
const jobSorts: Words<JobSort> = {
	...{mine: true, id: true, name: true, user: true, state: true, time: true, priority: true},
	submitted: true,
};
const slurmNodeSorts: Words<SlurmNodeSort> = {
	...{health: true, name: true, cpu: true, gpu: true, memory: true, load: true},
};
/** In the order of the table. */
const jobColumns: Words<JobColumn> = {
	...{user: true, account: true, partition: true, qos: true, limit: true, nodes: true, cpus: true},
	...{gpus: true, memory: true, priority: true, submitted: true},
};

function isWord<Name extends string>(words: Words<Name>, told: unknown): told is Name {
	return typeof told === 'string' && Object.hasOwn(words, told);
}

function oneOf<Name extends string>(words: Words<Name>): Parse<Name> {
	return told => (isWord(words, told) ? told : undefined);
}

function columnsOf(told: unknown): readonly JobColumn[] | undefined {
	if (!Array.isArray(told)) {
		return undefined;
	}

	const wanted: readonly unknown[] = told;
	return wanted.every(one => isWord(jobColumns, one))
		? Object.keys(jobColumns).filter(
				(column): column is JobColumn => isWord(jobColumns, column) && wanted.includes(column),
			)
		: undefined;
}

function switchOf(told: unknown): boolean | undefined {
	return typeof told === 'boolean' ? told : undefined;
}
