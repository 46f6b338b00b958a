/** Prints what was skipped and the closing line `N passed, N failed, N skipped` from Vitest's JSON report. */
import {readFileSync} from 'node:fs';

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
const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
const skipped = report.testResults.flatMap(({assertionResults}) =>
	assertionResults.filter(({status}) => status === 'skipped' || status === 'pending'),
);
console.log(
	skipped.length === 0
		? 'Nothing was skipped.'
		: `Skipped: ${skipped.map(({fullName}) => fullName.trim()).join('; ')}`,
);

/** A file that did not even load has no tests that could fail. */
const brokenFiles = report.testResults.filter(
	({status, assertionResults}) => status === 'failed' && assertionResults.length === 0,
);
for (const {name} of brokenFiles) {
	console.log(`Did not load: ${name}`);
}

const failedCount = report.numFailedTests + brokenFiles.length;
console.log(`${report.numPassedTests} passed, ${failedCount} failed, ${skipped.length} skipped`);
process.exitCode = failedCount === 0 && report.numPassedTests > 0 ? 0 : 1;
