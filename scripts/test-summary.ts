/**
 * Prints what was skipped, what failed and what of that may be the machine's fault, and the closing line
 * `N passed, N failed`, from Vitest's JSON report.
 */
import {existsSync, readFileSync, statfsSync} from 'node:fs';
import {availableParallelism, freemem, loadavg, tmpdir, totalmem} from 'node:os';

type Report = {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numTotalTests: number;
	testResults: ReadonlyArray<{
		name: string;
		status: string;
		assertionResults: ReadonlyArray<{
			status: string;
			fullName: string;
			failureMessages?: readonly string[];
		}>;
	}>;
};

/** Written by scripts/test: a package a line. */
const lackingFile = '.cache/lacking-packages';

const [, , file = '.cache/test-results.json', status = '0'] = process.argv;
if (!existsSync(file)) {
	console.log(
		'The tests did not run: a gate, the build or the install of a Node failed, as said above.',
	);
	console.log('0 passed, 1 failed');
	process.exit(1);
}

const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
const skipped = report.testResults.flatMap(({assertionResults}) =>
	assertionResults.filter(({status}) => status === 'skipped' || status === 'pending'),
);
console.log(
	skipped.length === 0
		? 'Nothing was skipped.'
		: `Skipped ${skipped.length}: ${skipped.map(({fullName}) => fullName.trim()).join('; ')}`,
);

/** A file that did not even load has no tests that could fail. */
const brokenFiles = report.testResults.filter(
	({status, assertionResults}) => status === 'failed' && assertionResults.length === 0,
);
for (const {name} of brokenFiles) {
	console.log(`Did not load: ${name}`);
}

const failed = report.testResults.flatMap(({name, assertionResults}) =>
	assertionResults
		.filter(({status}) => status === 'failed')
		.map(({fullName, failureMessages = []}) => ({
			name,
			fullName,
			words: failureMessages.join('\n'),
		})),
);
for (const {name, fullName, words} of failed) {
	const cause = causeIn(words);
	console.log(
		`Failed: ${name}: ${fullName.trim()}${cause === undefined ? '' : ` (perhaps ${cause})`}`,
	);
}

if (failed.length + brokenFiles.length > 0) {
	console.log(machineNow());
}

const lacking = existsSync(lackingFile) ? readFileSync(lackingFile, 'utf8').trim() : '';
if (lacking !== '') {
	console.log(
		`Not installed, and so skipped or failed: what needs ${lacking.split('\n').join(' ')}`,
	);
}

const told = report.numFailedTests + brokenFiles.length;
/** Vitest ends with an error, too, where something was thrown beside the tests, or a worker ended. */
const isUntold = status !== '0' && told === 0;
if (isUntold) {
	console.log('Vitest ended with an error outside of the tests, as said above.');
	console.log(machineNow());
}

const failedCount = isUntold ? 1 : told;
console.log(`${report.numPassedTests} passed, ${failedCount} failed`);
process.exitCode = failedCount === 0 && report.numPassedTests > 0 ? 0 : 1;

/** What a machine may lack, by what its programs say then. Others fail as well, with the same words: a hint, no verdict. */
function causeIn(words: string): string | undefined {
	const causes = [
		[/ENOSPC|No space left on device/, 'a full disk'],
		[/EMFILE|ENFILE|Too many open files/, 'too many open files'],
		[/ENOMEM|Cannot allocate memory|heap out of memory/, 'too little memory'],
		[/EAI_AGAIN|Temporary failure in name resolution/, 'no name server'],
		[/EADDRINUSE|Address already in use/, 'a port that another program has'],
		[/spawn \S+ ENOENT|command not found/, 'a program that is not installed'],
		[
			/it did not happen in time|not within \d+ s|did not succeed in time|Test timed out/,
			'a machine that is too busy, or a hang: a wait ran out',
		],
	] as const;
	return causes.find(([pattern]) => pattern.test(words))?.[1];
}

/** Of the machine, now that the tests are over. */
function machineNow(): string {
	const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
	const {bavail, bsize} = statfsSync(tmpdir());
	const [load1 = 0, load5 = 0] = loadavg();
	return [
		`This machine: load ${load1.toFixed(1)} and ${load5.toFixed(1)} on ${availableParallelism()} cores`,
		`${gibibytes(freemem())} of ${gibibytes(totalmem())} memory free`,
		`${gibibytes(bavail * bsize)} of disk free in ${tmpdir()}`,
	].join(', ');
}
