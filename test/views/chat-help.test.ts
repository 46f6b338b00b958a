import {expect, it} from 'vitest';
import {chatHelpPane} from '../../source/views/chat-help.ts';
import {chatScene} from '../helpers/chat-scenes.ts';
import {inAscii} from '../helpers/frame.tsx';
import {paneText} from '../helpers/pane-lines.ts';

it('lists what can be typed behind a slash, and tells what has to wait until an answer is over', () => {
	const lines = paneText(chatHelpPane, chatScene({}), {columns: 80});
	expect([...lines.slice(0, 4), ...lines.slice(-12)]).toMatchInlineSnapshot(`
		[
		  " ─── commands ──────────────────────────────────────────────────────── ↓ 1 more",
		  "",
		  "     /model [NAME[@NODE]]                     the model that answers",
		  "     /node [NAME|any]                         the node that answers",
		  "                                              in a new conversation",
		  "   • /delete                                  delete this conversation",
		  "     /undo                                    take back the last delete or",
		  "                                              rewind",
		  "     /search [WORDS]                          find words in all conversations",
		  "   • /compare N|NAMES [-- QUESTION]           one question to several nodes or",
		  "                                              models",
		  "     /why                                     why this node was chosen",
		  "     /stats                                   speed of nodes and models",
		  "     /help [COMMAND]                          all commands",
		  "",
		  "     // sends a question that begins with a slash",
		]
	`);
});

it('breaks what a command does under itself where there is little room, and is drawn in ascii', () => {
	const lines = paneText(chatHelpPane, chatScene({}), {columns: 71, profile: inAscii});
	expect(lines.join('\n')).toMatch(/^[\n -~]*$/);
	expect(Math.max(...lines.map(({length}) => length))).toBeLessThan(71);
});

it('tells of one command alone', () => {
	const scene = chatScene({screen: {helpAbout: 'model'}});
	expect(paneText(chatHelpPane, scene, {columns: 80}).slice(1)).toEqual([
		'',
		'     /model [NAME[@NODE]]  the model that answers',
		'',
		'     // sends a question that begins with a slash',
	]);
});

it('ends at its last line, however far it is scrolled', () => {
	const scene = chatScene({screen: {paneCursor: 1000}});
	const lines = paneText(chatHelpPane, scene, {columns: 80, rows: 10});
	expect(lines).toHaveLength(10);
	expect(lines.at(-1)).toContain('not while an answer streams');
});
