/** An afternoon in the chat tab of the demo. */
import {describe, expect, it} from 'vitest';
import {Journey} from '../helpers/journey.tsx';

const whole = 'first token';

describe.each([
	{columns: 80, rows: 24},
	{columns: 120, rows: 40},
])('on $columns x $rows', size => {
	const begin = async (): Promise<Journey> => {
		const journey = await Journey.begin({size});
		return journey.press('3');
	};

	const ask = async (journey: Journey, text: string): Promise<Journey> => {
		await journey.type(text);
		return journey.press('enter');
	};

	it('a question is answered, and under the answer stands by whom and how fast', async () => {
		const journey = await begin();
		journey.sees('Ask something.', 'enter send');
		await ask(journey, 'why is the sky blue?');
		await journey.until(whole);
		journey.sees('you', 'why is the sky blue?', 'simulated answer', 'tok/s');
	});

	it('digits and letters that are keys elsewhere are text', async () => {
		const journey = await begin();
		await journey.type('q1 ? :p');
		journey.sees('q1 ? :p', '3 Chat');
		await journey.press('alt-1');
		journey.sees('NODE');
		await journey.press('3');
		journey.sees('q1 ? :p');
	});

	it('what is asked while an answer comes waits in its queue; esc stops the answer and gives it back', async () => {
		const journey = await begin();
		await ask(journey, 'first');
		await ask(journey, 'second');
		journey.sees('first', 'second', 'next in queue');
		await journey.press('esc');
		await journey.until('answers');
		journey.seesNot('next in queue');
		journey.sees('second');
	});

	it('a question is edited and asked in its place', async () => {
		const journey = await begin();
		await ask(journey, 'what is rain?');
		await journey.until(whole);
		await ask(journey, '/edit');
		journey.sees('what is rain?');
		await journey.press('ctrl-u');
		await ask(journey, 'what is snow?');
		await journey.until('2 of 2');
		journey.sees('what is snow?');
		await journey.press('esc', '[');
		await journey.until('1 of 2');
		journey.sees('what is rain?');
	});

	it('goes on from an answer in another conversation, and back to the first', async () => {
		const journey = await begin();
		await ask(journey, 'one');
		await journey.until(whole);
		await ask(journey, '/fork');
		journey.sees('A new conversation goes on from here: "one" stays as it is.');
		await ask(journey, '/rename the other one');
		await journey.press('tab');
		await journey.until('the other one');
		await journey.press('j', 'enter');
		await journey.until(whole);
	});

	it('what is taken back, and what is deleted, can be had back', async () => {
		const journey = await begin();
		await ask(journey, 'the only question');
		await journey.until(whole);
		await ask(journey, '/rewind');
		journey.seesNot(whole);
		journey.sees('Taken back: /undo brings it back.', 'the only question');
		await journey.press('ctrl-u');
		await ask(journey, '/undo');
		await journey.until(whole);
		await ask(journey, '/delete');
		journey.seesNot(whole);
		journey.sees('Deleted "the only question": /undo brings it back');
		await ask(journey, '/undo');
		await journey.until(whole);
		journey.sees('"the only question" is back.');
	});

	it('one question is put to two nodes, and goes on with the answer that is chosen', async () => {
		const journey = await begin();
		await journey.wait(20);
		await ask(journey, '/compare 2 which is faster?');
		await journey.until(whole);
		journey.sees('compared');
		await journey.press('enter');
		journey.seesNot('compared');
		journey.sees('which is faster?');
	});

	it('answers of which none was chosen are read where they were asked, and chosen later', async () => {
		const journey = await begin();
		await journey.wait(20);
		await ask(journey, '/compare 2 which is faster?');
		await journey.until(whole);
		await journey.wait(20);
		await journey.press('esc');
		journey.sees('No answer was chosen: /compare shows them again.', 'compared, none chosen');
		await ask(journey, '/compare');
		await journey.press('j', 'enter');
		journey.sees('which is faster?', 'version 2 of 2');
		await ask(journey, 'and now?');
		await journey.until('and now?');
	});

	it('words are found in all that was said, and gone to', async () => {
		const journey = await begin();
		await ask(journey, 'how deep is the ocean?');
		await journey.until(whole);
		await ask(journey, '/new');
		await ask(journey, '/search ocean');
		await journey.until('how deep is the');
		await journey.press('enter');
		await journey.until(whole);
	});

	it('what cannot be done is said, and stays typed', async () => {
		const journey = await begin();
		await ask(journey, '/regen');
		journey.sees('Nothing to regenerate: ask something first.', '/regen');
		await journey.press('ctrl-u');
		journey.seesNot('Nothing to regenerate');
	});

	it('an answer goes on while the rack is paused', async () => {
		const journey = await begin();
		await journey.press('alt-1', 'p', '3');
		await ask(journey, 'still there?');
		await journey.until(whole);
		expect(journey.lines.join('\n')).toContain('still there?');
	});
});
