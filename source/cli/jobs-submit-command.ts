import {basename} from 'node:path';
import process from 'node:process';
import {quoted} from '../domain/printable.ts';
import type {Result} from '../domain/result.ts';
import type {
	SbatchOption,
	ScriptPlace,
	Submission,
	SubmissionOutcome,
	TestedSubmission,
} from '../domain/submission.ts';
import {decodeBytes} from '../parsers/bytes.ts';
import {parseSbatchHeader} from '../parsers/sbatch-header.ts';
import {flagsOfSbatch, longNames, optionalValues} from '../parsers/sbatch-options.ts';
import {givenOptions} from '../rules/submit-options.ts';
import {auditRecordOf} from '../store/deeds.ts';
import {failureText} from '../theme/failure-text.ts';
import {jsonText} from '../theme/json-text.ts';
import {refusalAdvice, submissionText, testedText} from '../theme/submission-text.ts';
import {readFileBytes, readStreamBytes} from '../transport/read-bytes.ts';
import {newNonce} from '../transport/ssh/prove-shell.ts';
import {audit} from './audit.ts';
import {submittedDocument, testedDocument} from './job-document.ts';
import {type AskedCluster, complainOf, withCluster} from './open-cluster.ts';
import type {Flags, Invocation, UsageProblem} from './parse-arguments.ts';
import {
	type ExitStatus,
	exitDone,
	exitFailed,
	exitUsage,
	type Surroundings,
} from './surroundings.ts';

/** slurmctld takes no more: max_script_size. */
const mostScriptBytes = 4_194_304;

type Wanted = {
	readonly place: string;
	readonly options: readonly string[];
	readonly flags: Flags;
};

/** Makes a job of a script, or asks what would become of it. Exit 1 where there is none, or nobody knows. */
export async function runJobsSubmit(
	{operands, rest, flags}: Invocation,
	world: Surroundings,
): Promise<ExitStatus> {
	const {output} = world;
	const [place = ''] = operands;
	const options = optionsOf(rest);
	const problem = 'usage' in options ? options : placeProblem(place, flags);
	if (problem !== undefined || 'usage' in options) {
		output.complain(problem?.usage ?? '');
		return exitUsage;
	}

	if (flags.has('read-only') && !flags.has('test-only')) {
		output.complain('--read-only: nothing was sent. Leave it out to submit, or add --test-only.');
		return exitFailed;
	}

	const wanted = {place, flags, options: options.options};
	const local = flags.has('remote') ? undefined : await readScript(place, world);
	if (local?.ok === false) {
		output.complain(failureText(local.failure));
		return exitFailed;
	}

	return withCluster({flags}, world, async cluster => {
		const script = local?.value ?? ({kind: 'remote', path: place} as const);
		const header = await headerOf(script, cluster, world);
		if (!header.ok) {
			return complainOf(header.failure, cluster, world);
		}

		const submission = submissionOf(script, header.value, wanted);
		return flags.has('test-only')
			? test(submission, {...wanted, cluster}, world)
			: submit(submission, {...wanted, cluster}, world);
	});
}

function optionsOf(words: readonly string[]): {readonly options: readonly string[]} | UsageProblem {
	const given = givenOptions(words, {longNames, flags: flagsOfSbatch, optionalValues});
	switch (given.kind) {
		case 'stray':
			return {
				usage: `${quoted(given.word)} is no option of sbatch; options stand behind --: jobs submit FILE -- --time=10`,
			};
		case 'unwanted':
			return {
				usage: `--${given.name} of sbatch cannot be had here${given.name === 'test-only' ? ': put --test-only before --' : ''}.`,
			};
		default:
			return given;
	}
}

function placeProblem(place: string, flags: Flags): UsageProblem | undefined {
	if (flags.has('remote') && (place === '-' || /[\n\0]/.test(place))) {
		return {usage: '--remote needs the path of a script on the login node.'};
	}

	return undefined;
}

async function readScript(
	place: string,
	{signal}: Surroundings,
): Promise<Result<Extract<ScriptPlace, {kind: 'text'}>>> {
	const limits = {maxBytes: mostScriptBytes, signal};
	const bytes =
		place === '-'
			? await readStreamBytes(process.stdin, {where: 'standard input', ...limits})
			: await readFileBytes(place, mostScriptBytes, signal);
	const name = place === '-' ? 'standard input' : basename(place);
	return bytes.ok ? {ok: true, value: {kind: 'text', name, bytes: bytes.value}} : bytes;
}

async function headerOf(
	script: ScriptPlace,
	{client}: AskedCluster,
	{signal}: Surroundings,
): Promise<Result<readonly SbatchOption[]>> {
	if (script.kind === 'text') {
		return {ok: true, value: parseSbatchHeader(decodeBytes(script.bytes))};
	}

	const read = await client.readScriptFile(script.path, signal);
	return read.ok ? {ok: true, value: read.value.options} : read;
}

/** Its own comment is said again, for ours would take its place; and its name as sbatch makes it of a file. */
function submissionOf(
	script: ScriptPlace,
	header: readonly SbatchOption[],
	{place, options}: Wanted,
): Submission {
	const isSaid = (name: string): boolean =>
		options.some(option => option === `--${name}` || option.startsWith(`--${name}=`));
	const headed = (name: string): string | undefined =>
		header.find(option => option.name === name)?.value;
	const comment = isSaid('comment') ? undefined : headed('comment');
	const isNamed = isSaid('job-name') || headed('job-name') !== undefined;
	const name = script.kind === 'text' && place !== '-' && !isNamed ? script.name : undefined;
	return {
		script,
		options: [
			...(name === undefined ? [] : [`--job-name=${name}`]),
			...(comment === undefined ? [] : [`--comment=${comment}`]),
			...options,
		],
		token: `cd${newNonce()}`,
	};
}

type Sending = Wanted & {readonly cluster: AskedCluster};

async function test(
	submission: Submission,
	{cluster, flags}: Sending,
	world: Surroundings,
): Promise<ExitStatus> {
	const {output, signal} = world;
	const tested = await cluster.client.test(submission, signal);
	if (!tested.ok) {
		return complainOf(tested.failure, cluster, world);
	}

	const text = testText(tested.value, nameOf(submission));
	if (flags.has('json')) {
		output.print(`${jsonText(testedDocument({...tested.value, text}, cluster, world), 0)}\n`);
	} else if (tested.value.kind === 'fits') {
		output.print(`${text}\n`);
	}

	if (tested.value.kind === 'fits') {
		return exitDone;
	}

	output.complain(text);
	return exitFailed;
}

function testText(tested: TestedSubmission, name: string): string {
	if (tested.kind === 'fits') {
		return testedText(tested);
	}

	return withAdvice(`${name} would be refused: ${tested.words}`, tested.words);
}

function withAdvice(text: string, words: string): string {
	const advice = refusalAdvice(words, 'shell');
	const sentence = /[.!?]$/.test(text) ? text : `${text}.`;
	return advice === undefined ? text : `${sentence} ${advice}`;
}

async function submit(
	submission: Submission,
	{cluster, flags}: Sending,
	world: Surroundings,
): Promise<ExitStatus> {
	const {output, signal} = world;
	const {argv, outcome} = await cluster.client.submit(submission, signal);
	const script = nameOf(submission);
	const record = auditRecordOf({kind: 'submitted', cluster: cluster.name, script, argv, outcome});
	if (record !== undefined) {
		await audit(record, world);
	}

	const text = outcomeText(outcome, script);
	const isDone = outcome.kind === 'submitted';
	if (flags.has('json')) {
		const document = submittedDocument({outcome, argv, submission, text}, cluster, world);
		output.print(`${jsonText(document, 0)}\n`);
	} else if (isDone) {
		output.print(`${text}\n`);
	}

	if (!isDone) {
		output.complain(text);
	}

	return isDone ? exitDone : exitFailed;
}

function outcomeText(outcome: SubmissionOutcome, script: string): string {
	const text = submissionText(outcome, script);
	switch (outcome.kind) {
		case 'refused':
			return withAdvice(text, outcome.words);
		case 'unknown':
			return `${text} Look for ${outcome.token} before you submit it again: squeue --me -t all -o '%i %k'`;
		default:
			return text;
	}
}

function nameOf({script}: Submission): string {
	return script.kind === 'remote' ? script.path : script.name;
}
