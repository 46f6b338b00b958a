import {describe, expect, it} from 'vitest';
import {saidUnderCursor} from '../../source/store/chat-transcript-actions.ts';
import {ChatSession} from '../helpers/chat-session.ts';

const asked = () =>
	new ChatSession().ask('one').answered('1').ask('two').answered('2').press('esc');

const under = (chat: ChatSession) => saidUnderCursor(chat.state)?.id;

describe('with the keys on the answers', () => {
	it('the cursor goes from answer to answer, and behind the last one the end is followed', () => {
		const chat = asked();
		expect([under(chat), chat.chat.scroll.kind]).toEqual(['t2', 'end']);
		expect([under(chat.press('k')), chat.chat.scroll.kind]).toEqual(['t1', 'turn']);
		expect([under(chat.press('j')), chat.chat.scroll.kind]).toEqual(['t2', 'end']);
		expect(under(chat.press('g'))).toBe('t1');
		expect(under(chat.press('G'))).toBe('t2');
	});

	it('pages scroll the lines, and at the end they follow it', () => {
		const chat = asked();
		const spot = {part: 't1', index: 0, chunk: 1, line: 4, columns: 74};
		const placed = (at: 'end' | typeof spot) => chat.send({type: 'transcript/placed', at, atMs: 1});
		expect(chat.press('pageup').chat.scroll).toEqual({kind: 'rows', from: 'end', by: -17});
		expect(chat.press('ctrl-u').chat.scroll).toEqual({kind: 'rows', from: 'end', by: -26});
		expect(placed(spot).chat.scroll).toEqual({kind: 'rows', from: spot, by: 0});
		expect(chat.press('pagedown').chat.scroll).toEqual({kind: 'rows', from: spot, by: 17});
		expect(placed('end').chat.scroll).toEqual({kind: 'end'});
		chat.send({type: 'mouse/wheeled', rows: -3, over: 'list', atMs: 1});
		expect(chat.chat.scroll).toEqual({kind: 'rows', from: 'end', by: -3});
		chat.send({type: 'mouse/wheeled', rows: 3, over: 'list', atMs: 1});
		expect(chat.chat.scroll).toEqual({kind: 'end'});
	});

	it('e edits, r asks again, f goes on elsewhere, y copies', () => {
		expect(asked().press('k', 'e').typed).toBe('one');
		expect(asked().press('k', 'r').first).toMatchObject({instead: 't1', after: undefined});
		expect(asked().press('k', 'f').effectsOf('forkChat')[0]?.turn).toBe('t1');
		expect(asked().press('k', 'y').effectsOf('copyText')[0]?.text).toBe('1');
	});

	it('brackets go between the answers in a place, each with all that followed it', () => {
		const chat = asked().press('k', 'r').answered('1b').press('i').ask('three').answered('3');
		expect(chat.said).toEqual(['you one', '1b', 'you three', '3']);
		chat.press('esc', 'g', '[');
		expect(chat.said).toEqual(['you one', '1', 'you two', '2']);
		expect(under(chat)).toBe('t1');
		expect(chat.press('[').problem).toBe('This is the first of them.');
		expect(chat.press(']').said).toEqual(['you one', '1b', 'you three', '3']);
	});

	it('enter shows what was thought, and where nothing was, goes back to what is typed', () => {
		const chat = new ChatSession().ask('why?').streamed('', 'hm').press('shift-tab', 'enter');
		expect(chat.chat.unfolded).toEqual(['asked 1']);
		expect(chat.press('enter').chat.unfolded).toEqual([]);
		expect(asked().press('enter').chat.focus).toBe('input');
	});

	it('w and s cover them, and esc uncovers them', () => {
		const chat = asked().press('w');
		expect(chat.chat.pane).toBe('why');
		expect([chat.press('esc').chat.pane, chat.chat.focus]).toEqual([undefined, 'transcript']);
		expect(chat.press('s').chat.pane).toBe('stats');
	});

	it('digits are tabs again', () => {
		expect(asked().press('1').state.screen?.tab).toBe('nodes');
	});
});
