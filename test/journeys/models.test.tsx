/** A day at the shelf of the demo. */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
// It is loaded when it is first asked for, which takes time that no clock of a journey tells.
import '../../source/cli/open-model-desk.ts';
import {Journey, type JourneyOptions} from '../helpers/journey.tsx';
import {temporaryDirectory} from '../helpers/temporary-directory.ts';
import {until} from '../helpers/until.ts';

async function atTheShelf(options: JourneyOptions = {}): Promise<Journey> {
	const journey = await Journey.begin(options);
	await journey.press('4');
	return journey.wait(6);
}

/** The cursor on the row of this model. */
async function seek(journey: Journey, model: string): Promise<void> {
	await journey.type(`/name:${model}`);
	await journey.press('enter');
}

function cursorRow(journey: Journey): string {
	return journey.lines.find(line => line.includes('›')) ?? '';
}

describe.each([
	{columns: 80, rows: 24},
	{columns: 120, rows: 40},
])('on $columns x $rows', size => {
	it('who opens the shelf sees which model is where, and whether it would fit', async () => {
		const journey = await atTheShelf({size});
		await seek(journey, 'qwen3:4b');
		expect(journey.row('qwen3:4b')).toContain('6/4');
		journey.sees('WILL IT FIT,', 'context', '8,192', '4 replicas · 6 there');
		expect(journey.row('pi-worker1  ')).toMatch(/no: .* short/);
	});

	it('a longer context needs more, and the shelf says where it still fits', async () => {
		const journey = await atTheShelf({size});
		await seek(journey, 'qwen3:4b');
		await journey.press('w');
		journey.sees('context in tokens, as 32k (enter: 8192): ');
		await journey.type('128k');
		await journey.press('enter');
		journey.sees('131,072');
		expect(journey.row('pi-main  ')).toMatch(/no: .* short/);
	});

	it('why a node tells nothing is said to its end where the detail has the keys', async () => {
		const journey = await atTheShelf({size});
		await journey.press('j', 'enter', 'G');
		await journey.press('pagedown');
		journey.sees('systemctl start ollama', 'network');
	});

	it('a model that is pulled is asked where to, and then fetched before the eyes', async () => {
		const journey = await atTheShelf({size});
		await journey.press('j', 'P');
		await journey.type('gemma3:4b');
		await journey.press('enter');
		journey.sees('Pull gemma3:4b: where?', 'of disk free');
		await journey.press('enter');
		journey.seesNot('where?');
		await journey.press('j', 'P');
		await journey.type('gemma3:4b');
		await journey.press('enter', 'G', 'space', 'P');
		await journey.wait(15);
		journey.sees('transfers', 'MB/s');
		await journey.press('v');
		await journey.wait(60);
		expect(journey.row('gemma3:4b')).toMatch(/ 1 +○|○ gpu-02/);
	});

	it('another model is made of one, by what is written in the editor, and comes into the matrix', async () => {
		const journey = await atTheShelf({size});
		await seek(journey, 'nomic');
		journey.editor = text => `${text}SYSTEM You are a pirate.\nPARAMETER temperature 0.2\n`;
		await journey.press('e');
		journey.sees('name of the new model, made of nomic-embed-text:latest');
		await journey.type('pirate');
		await journey.press('enter');
		await journey.wait(1);
		journey.sees('Make pirate: where?', 'Made of nomic-embed-text:latest', 'temperature 0.2');
		journey.sees('You are a pirate.', 'A  make it on 1 node');
		await journey.press('A');
		await journey.wait(8);
		journey.sees('pirate', 'gpu-02', 'created');
		await journey.press('v', 'esc', 'esc');
		await seek(journey, 'pirate');
		await journey.wait(20);
		expect(cursorRow(journey)).toMatch(/pirate:latest .* 1 /);
	});

	it('a Modelfile that does not parse is refused with its lines, and can be written on', async () => {
		const journey = await atTheShelf({size});
		journey.editor = () => 'FORM qwen3:4b\n';
		await journey.type(':create pirate');
		await journey.press('enter');
		await journey.wait(1);
		journey.sees('pirate was not made', 'Modelfile:1:1: "FORM" is no command. Did you mean FROM?');
		const seen: string[] = [];
		journey.editor = text => {
			seen.push(text);
			return '';
		};
		await journey.press('A');
		await journey.wait(1);
		expect(seen).toEqual(['FORM qwen3:4b\n']);
		journey.sees('The Modelfile was left empty: nothing is made.');
		journey.seesNot('was not made');
	});

	it('a Modelfile of a path is read as it is there, and what is wrong with it named by that path', async () => {
		const path = join(temporaryDirectory(), 'Modelfile');
		const journey = await atTheShelf({size});
		await journey.type(`:create pirate ${path}`);
		await journey.press('enter');
		await until(() => journey.lines.some(line => line.includes('was not made')));
		journey.sees('Modelfile: not found. Check the name.', 'Close');
		await journey.press('enter');
		writeFileSync(path, 'FROM qwen3:4b\n');
		await journey.type(`:create pirate ${path}`);
		await journey.press('enter');
		await until(() => journey.lines.some(line => line.includes('Make pirate: where?')));
		journey.sees('Made of qwen3:4b', 'space marks a node');
	});

	it('a name that no registry has fails in its cell, and the rest goes on', async () => {
		const journey = await atTheShelf({size});
		await journey.press('j', 'P');
		await journey.type('nosuch:1b');
		await journey.press('enter', 'space', 'P');
		await journey.wait(3);
		journey.sees('the registry has no nosuch:1b');
		await journey.press('v');
		expect(journey.row('nosuch:1b')).toMatch(/▲ nosuch:1b .*✖/);
	});

	it('what is no name of a model is refused where it is typed', async () => {
		const journey = await atTheShelf({size});
		await journey.press('j', 'P');
		await journey.type('../etc');
		await journey.press('enter');
		journey.sees('Not a model: ../etc');
	});

	it('who deletes the last copy is asked twice, and leaves it with enter', async () => {
		const journey = await atTheShelf({size});
		await seek(journey, 'nomic');
		await journey.press('D');
		journey.sees('Delete nomic-embed-text:latest from gpu-02?', 'DELETE /api/delete');
		await journey.press('D');
		journey.sees('Delete the last copy', 'can be pulled again');
		await journey.press('D');
		journey.sees('Delete the last copy');
		await journey.press('enter');
		await journey.wait(5);
		expect(journey.row('nomic')).toContain('261');
		await journey.press('D', 'D', 'A');
		await journey.wait(5);
		journey.sees('gone');
	});

	it('what is stopped goes on from where it was', async () => {
		const journey = await atTheShelf({size});
		await journey.type(':pull gemma3:27b');
		await journey.press('enter', 'G', 'space', 'P');
		await journey.wait(20);
		await journey.press('tab', 'C');
		journey.sees('Stop it?', 'What was fetched stays');
		await journey.press('C');
		await journey.wait(2);
		journey.sees('stopped by you');
		await journey.press('r');
		await journey.wait(2);
		expect(journey.lines.join('\n')).toMatch(/1\.[5-9]\d GiB of 16\.2 GiB/);
	});

	it('a model is loaded for as long as is said, and unloaded', async () => {
		const journey = await atTheShelf({size});
		await seek(journey, 'nomic');
		await journey.press('o');
		await journey.wait(8);
		expect(journey.row('nomic')).toContain('●');
		await journey.press('t');
		await journey.type('1h');
		await journey.press('enter');
		await journey.wait(8);
		journey.sees('leaves in 59 m');
		await journey.press('u');
		await journey.wait(8);
		expect(journey.row('nomic')).not.toContain('●');
	});

	it('with --read-only nothing is asked, and nothing done', async () => {
		const journey = await atTheShelf({size, isReadOnly: true});
		for (const key of ['P', 'D', 'o', 'u', 'c', 'n', 'N', 't', 'e'] as const) {
			await journey.press(key);
			journey.sees('--read-only changes nothing outside');
		}
	});
});

it('the cell of the cursor says on which node something is done', async () => {
	const journey = await atTheShelf();
	await seek(journey, 'llama3.2:3b');
	await journey.press('right', 'right');
	expect(cursorRow(journey)).toContain('[! differs]');
	await journey.press('D');
	journey.sees('Delete llama3.2:3b from pi-worker1?');
	await journey.press('D');
	await journey.wait(6);
	expect(cursorRow(journey)).not.toContain('differs');
	await journey.press('c');
	journey.sees('◆ pi-worker1');
	await journey.press('A');
	await journey.wait(3);
	journey.sees('transfers', 'llama3.2:3b', 'pi-worker1');
	await journey.wait(90);
	expect(cursorRow(journey)).toMatch(/6\/2 .*\[○\]/);
});

it('a second name is there beside the first, and goes with a new one', async () => {
	const journey = await atTheShelf();
	await seek(journey, 'nomic');
	await journey.press('n');
	await journey.type('embedder:latest');
	await journey.press('enter');
	journey.sees('a second name', 'POST /api/copy');
	await journey.press('A');
	await journey.wait(5);
	await journey.press('esc');
	expect(journey.row('embedder')).toMatch(/embedder:latest .* F16 +1 /);
});

it('a disk that ends stops its pull, and the cell says so', async () => {
	const journey = await atTheShelf();
	await journey.type(':pull qwen3:30b');
	await journey.press('enter', 'j', 'space', 'P');
	await journey.wait(450);
	journey.sees('no space', '97%', 'MiB more must be', 'r goes on');
	await journey.press('v');
	expect(journey.row('qwen3:30b')).toContain('✖ no space');
});

it('what the configuration wants is shown as a plan, done once, and then there is nothing to do', async () => {
	const journey = await atTheShelf();
	await journey.type(':sync');
	await journey.press('enter');
	journey.sees('Sync the models?', 'pull gemma3:27b to gpu-', 'from its registry');
	await journey.press('enter');
	journey.seesNot('Sync the models?');
	await journey.wait(3);
	expect(journey.row('gemma3:27b')).toContain('0/1');
	await journey.type(':sync');
	await journey.press('enter', 'A');
	await journey.wait(1);
	await journey.wait(20);
	journey.sees('transfers', 'MB/s');
	await journey.type(':sync');
	await journey.press('enter');
	journey.sees('A sync is under way');
	await journey.wait(240);
	journey.sees('sync: all 1 done');
	await journey.press('v');
	expect(journey.row('gemma3:27b')).toContain('1/1');
	await journey.type(':sync');
	await journey.press('enter');
	journey.sees('nothing to do');
});
