import type {AskedFile} from '../domain/chat-asking.ts';
import type {Screened} from './action-table.ts';
import {ask, type Wish} from './chat-asking.ts';
import {openingOf, withOpening} from './chat-openings.ts';
import {type ChatWorld, withChatScreen} from './chat-outcome.ts';
import type {OpenChat} from './chat-state.ts';
import type {Effect} from '../domain/effect.ts';

/** The place of a turn; undefined where it is not there. */
export function placeOf({conversation}: OpenChat, turn: string): Wish['instead'] {
	const place = conversation?.places.find(({id}) => id === turn);
	return place === undefined ? undefined : {turn, after: place.after};
}

/** The end of the answers is seen, and the files went with it. */
export function askOne(
	{state, live}: ChatWorld,
	wish: Wish,
): readonly [Screened, readonly Effect[]] {
	const [next, effects] = ask({...live, screen: state.screen, chat: state.chat}, wish);
	const opening = openingOf(next.chat, wish.chat);
	const chat =
		opening === undefined ? next.chat : withOpening(next.chat, {...opening, files: noFiles});
	const asked: Screened = {...state, chat};
	return [withChatScreen(asked, {scroll: {kind: 'end'}, turn: undefined}), effects];
}

const noFiles: readonly AskedFile[] = [];
