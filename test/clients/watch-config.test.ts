import {writeFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {expect, it, vi} from 'vitest';
import {watchConfig} from '../../source/clients/watch-config.ts';
import {configProblemText} from '../../source/theme/config-problem-text.ts';
import {systemClock} from '../../source/transport/clock.ts';

it('a configuration is read again while the program runs, and a bad edit is only reported', async () => {
	const path = join(await mkdtemp(join(tmpdir(), 'clusterdeck-reload-')), 'config.yaml');
	const good = 'version: 1\nnodes: [{name: a}]\n';
	// Each write is over before anybody can look: an empty file in its middle would be one more bad edit.
	writeFileSync(path, good);
	const controller = new AbortController();
	const said: string[] = [];
	watchConfig({
		path,
		text: good,
		clock: systemClock,
		signal: controller.signal,
		onLoaded: config => said.push(config.nodes.map(node => node.name).join(' ')),
		onRejected: problems => said.push(...problems.map(configProblemText)),
		settleMs: 50,
		pollMs: 100,
	});
	const hears = (count: number) =>
		vi.waitUntil(() => said.length >= count, {timeout: 60_000, interval: 10});

	await delay(150);
	writeFileSync(path, good);
	await delay(300);
	expect(said).toEqual([]);

	writeFileSync(path, 'version: 1\nnodes: [{name: b}]\n');
	await hears(1);
	writeFileSync(path, 'version: 1\nnodes: [{nam: b}]\n');
	await hears(3);
	writeFileSync(path, good);
	await hears(4);
	await rm(path);
	await hears(5);
	await delay(400);
	writeFileSync(path, good);
	await hears(6);
	controller.abort();
	writeFileSync(path, 'version: 1\nnodes: [{name: c}]\n');
	await delay(300);

	expect(said).toEqual([
		'b',
		`${path}:2:9: nodes[0].name is missing: it must be a node name such as gpu-01, or a range such as pi[1-3]`,
		`${path}:2:10: nodes[0].nam is not a key here. Did you mean "name"?`,
		'a',
		`${path}: does not exist: "clusterdeck config schema" says what may stand in one`,
		'a',
	]);
});
