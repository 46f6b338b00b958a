/** Every gate in parallel; prints one line each and the whole output of those that fail. Exit 1 when one fails. */
import {execFile} from 'node:child_process';

const gates = [
	...(['typecheck', 'lint', 'format:check', 'arch', 'dead', 'schema:check', 'keys:check'] as const),
];

type Outcome = {gate: string; seconds: number; output: string; passed: boolean};

function run(gate: string): Promise<Outcome> {
	const startedMs = performance.now();
	return new Promise(resolve => {
		execFile('npm', ['run', '--silent', gate], {maxBuffer: 2 ** 26}, (error, stdout, stderr) => {
			const seconds = (performance.now() - startedMs) / 1000;
			resolve({gate, seconds, output: stdout + stderr, passed: error === null});
		});
	});
}

const outcomes = await Promise.all(gates.map(run));
for (const {gate, seconds, output, passed} of outcomes) {
	console.log(`${passed ? 'pass' : 'FAIL'}  ${gate.padEnd(12)} ${seconds.toFixed(1)} s`);
	if (!passed) {
		console.log(output);
	}
}

process.exitCode = outcomes.every(({passed}) => passed) ? 0 : 1;
