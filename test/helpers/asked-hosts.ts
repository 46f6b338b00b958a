/** Which of a lab's hosts hears a question. A machine that does much else may hear of a host too late to choose it. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Ran} from '../../scripts/lab/command.ts';
import type {Lab} from '../../scripts/lab/lab.ts';
import {until} from './until.ts';

/** Until the wait that is given back is over, a question can go to this host only: the Ollama of the others stands still. */
export async function onlyAsked(rack: Lab, host: string): Promise<() => Promise<void>> {
	const log = join(rack.folder, 'hosts', host, 'ollama.log');
	const questions = (): number => readFileSync(log, 'utf8').split('POST /api/chat').length;
	const before = questions();
	const others = rack.hosts().flatMap(({name}) => (name === host ? [] : [name]));
	await Promise.all(others.map(name => rack.fault(name, 'ollama-stop')));
	return async () => {
		await until(() => questions() > before);
		await Promise.all(others.map(name => rack.heal(name)));
	};
}

/** Asks with --explain, so that a choice between all hosts is seen: again where one of them was not heard in time. */
export async function choiceOfAll(
	rack: Lab,
	warm: string,
	explain: () => Promise<Ran>,
): Promise<Ran> {
	for (let tries = 1; ; tries += 1) {
		const told = await explain();
		if (tries === 5 || !told.stderr.includes('not known yet')) {
			return told;
		}

		for (const {name} of rack.hosts().filter(host => host.name !== warm)) {
			await unloadTiny(rack, name);
		}
	}
}

/** The host has its model in memory no more. */
export async function unloadTiny(rack: Lab, host: string): Promise<void> {
	await rack.inHost(host, ['curl', '-s', 'http://127.0.0.1:11434/api/chat', '-d', unload]);
}

const unload = JSON.stringify({model: 'tiny', messages: [], keep_alive: 0});
