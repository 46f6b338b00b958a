/** Prints what was skipped and the closing line `N passed, N failed` from Vitest's JSON report. */
import {existsSync, readFileSync} from 'node:fs';

type Report = {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numTotalTests: number;
	testResults: ReadonlyArray<{
		name: string;
		status: string;
		assertionResults: ReadonlyArray<{status: string; fullName: string}>;
	}>;
};

const [, , file = '.cache/test-results.json'] = process.argv;
if (!existsSync(file)) {
	console.log('The tests did not run: a gate or the build failed, as said above.');
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

const failedCount = report.numFailedTests + brokenFiles.length;
console.log(`${report.numPassedTests} passed, ${failedCount} failed`);
process.exitCode = failedCount === 0 && report.numPassedTests > 0 ? 0 : 1;
