import type {Clock} from '../domain/clock.ts';
import type {Failure} from '../domain/failure.ts';
import {failed, type Result, succeeded} from '../domain/result.ts';
import type {Submission, SubmissionOutcome, TestedSubmission} from '../domain/submission.ts';
import {parseSubmittedId, parseTestedSubmission, sbatchWords} from '../parsers/sbatch-answer.ts';
import {silenceIn} from '../rules/slurm-silence.ts';
import {type SubmissionCommand, submitCommand, testCommand} from '../rules/submission-argv.ts';
import {type Lookup, lookUp} from './look-up-submission.ts';
import {listScripts, readScriptFile} from './script-files.ts';
import type {SlurmWrites, SubmitAnswer} from './slurm-client.ts';
import {type AskSlurm, type SlurmAnswer, type SlurmCommand, tooLateCode} from './slurm-command.ts';

export type SlurmSubmitParts = {
	readonly ask: AskSlurm;
	/** A lost answer is looked up again after a while. */
	readonly clock: Clock;
};

export type SlurmSubmit = Pick<SlurmWrites, 'listScripts' | 'readScriptFile' | 'test' | 'submit'>;

/** A controller that does not answer is given up by sbatch after ten seconds, and asked again by it for a while. */
const submitLimitMs = 40_000;
const testLimitMs = 20_000;
const mostBytes = 65_536;
/** It is not begun later, so that after this nothing that is looked for can still come. */
export const submitWithinSeconds = 10;

/**
 * What becomes a job. Never two of one submission: where the answer is lost the job is looked for by its token, and what
 * was not begun in time is never begun.
 */
export function createSlurmSubmit(parts: SlurmSubmitParts): SlurmSubmit {
	const {ask} = parts;
	return {
		listScripts: (folder, signal) => listScripts(ask, folder, signal),
		readScriptFile: (path, signal) => readScriptFile(ask, path, signal),
		test: (submission, signal) => test(submission, ask, signal),
		submit: (submission, signal) => submit(submission, {...parts, token: submission.token, signal}),
	};
}

async function test(
	submission: Submission,
	ask: AskSlurm,
	signal: AbortSignal,
): Promise<Result<TestedSubmission>> {
	const command = testCommand(submission);
	const answer = await ask({...asCommand(command, submission), limitMs: testLimitMs}, signal);
	if (!answer.ok) {
		return answer;
	}

	const {exitCode, stderr} = answer.value;
	return silenceIn(stderr) === undefined
		? succeeded(parseTestedSubmission(stderr, exitCode))
		: failed(exitOf(answer.value));
}

async function submit(submission: Submission, lookup: Lookup): Promise<SubmitAnswer> {
	const command = submitCommand(submission);
	const {argv} = command;
	if (submission.isRetried === true) {
		const before = await lookUp(lookup, 'now');
		if (before.kind !== 'absent') {
			return {argv: [], outcome: outcomeOf(before, submission, undefined)};
		}
	}

	const answer = await lookup.ask(
		{
			...asCommand(command, submission),
			...{limitMs: submitLimitMs, withinSeconds: submitWithinSeconds},
		},
		lookup.signal,
	);
	const told = answer.ok ? toldOutcome(answer.value) : neverSent(answer.failure);
	if (told !== undefined) {
		return {argv, outcome: told};
	}

	const lost = answer.ok ? exitOf(answer.value) : answer.failure;
	return {argv, outcome: outcomeOf(await lookUp(lookup, 'settled'), submission, lost)};
}

function asCommand(
	{argv, folder}: SubmissionCommand,
	{script}: Submission,
): Omit<SlurmCommand, 'limitMs'> {
	return {
		argv,
		maxBytes: mostBytes,
		...(folder === undefined ? {} : {folder}),
		...(script.kind === 'text' ? {input: script.bytes} : {}),
	};
}

/** Undefined: nobody knows from this whether there is a job. */
function toldOutcome({stdout, stderr, exitCode}: SlurmAnswer): SubmissionOutcome | undefined {
	const id = parseSubmittedId(stdout);
	if (id !== undefined) {
		return {kind: 'submitted', id, wasLookedUp: false};
	}

	const silence = silenceIn(stderr);
	const words = sbatchWords(stderr);
	if (silence === 'unreached') {
		return {kind: 'notSubmitted', failure: exitOf({stdout, stderr, exitCode})};
	}

	const isTold = silence === undefined && exitCode !== undefined && exitCode !== tooLateCode;
	return isTold && exitCode !== 0 && words !== '' ? {kind: 'refused', words} : undefined;
}

function neverSent(failure: Failure): SubmissionOutcome | undefined {
	const {kind} = failure;
	return kind === 'missing' || kind === 'rejected' || kind === 'unsupported'
		? {kind: 'notSubmitted', failure}
		: undefined;
}

function outcomeOf(
	looked: Awaited<ReturnType<typeof lookUp>>,
	{token}: Submission,
	lost: Failure | undefined,
): SubmissionOutcome {
	if (looked.kind === 'found') {
		return {kind: 'submitted', id: looked.id, wasLookedUp: true};
	}

	const failure = lost ?? {kind: 'cancelled', where: 'sbatch'};
	return looked.kind === 'absent'
		? {kind: 'notSubmitted', failure}
		: {kind: 'unknown', token, failure: lost ?? looked.failure};
}

function exitOf({exitCode, stderr}: SlurmAnswer): Failure {
	return {kind: 'exited', where: 'sbatch', exitCode, signal: undefined, stderr};
}
