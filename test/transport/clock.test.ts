import {expect, it, onTestFinished} from 'vitest';
import {systemClock} from '../../source/transport/clock.ts';

it('a time that is already over rings at once, without a warning', async () => {
	const warnings: Error[] = [];
	const hear = (warning: Error): void => void warnings.push(warning);
	process.on('warning', hear);
	onTestFinished(() => void process.off('warning', hear));
	await new Promise<void>(resolve => {
		systemClock.startTimer(-5, resolve);
	});
	await new Promise(resolve => {
		setTimeout(resolve, 20);
	});
	expect(warnings).toEqual([]);
});
