import {EventEmitter} from 'node:events';
import {expect, it} from 'vitest';
import {distrustChannels} from '../../../source/transport/ssh/distrust-channels.ts';

/** The parts of an ssh2 client that it looks into, with what goes out. */
function aClient() {
	const sent: Array<readonly [what: string, channel: number, bytes?: number]> = [];
	const ignore = (): void => undefined;
	const protocol = {
		_handlers: {
			...{CHANNEL_OPEN: ignore, CHANNEL_OPEN_CONFIRMATION: ignore},
			...{CHANNEL_DATA: ignore, CHANNEL_EXTENDED_DATA: ignore},
		},
		channelClose: (channel: number) => void sent.push(['close', channel]),
		channelWindowAdjust: (channel: number, bytes: number) =>
			void sent.push(['grant', channel, bytes]),
	};
	const client = Object.assign(new EventEmitter(), {
		destroy: () => undefined,
		...{_protocol: protocol, _chanMgr: {get: () => undefined}},
	});
	distrustChannels(client);
	const opens = (handler: 'CHANNEL_OPEN' | 'CHANNEL_OPEN_CONFIRMATION', sender: number): void => {
		const tell: (from: unknown, opened: object) => void = protocol._handlers[handler];
		tell(protocol, {sender, packetSize: 32_768});
	};
	return {protocol, sent, opens};
}

it.each(['CHANNEL_OPEN', 'CHANNEL_OPEN_CONFIRMATION'] as const)(
	'what is read on after a close grants no room to the channel that has its number next (%s)',
	handler => {
		const {protocol, sent, opens} = aClient();
		opens(handler, 5);
		protocol.channelWindowAdjust(5, 100);
		protocol.channelClose(5);
		protocol.channelWindowAdjust(5, 200);
		protocol.channelWindowAdjust(6, 300);
		opens(handler, 5);
		protocol.channelWindowAdjust(5, 400);

		expect(sent).toEqual([
			['grant', 5, 100],
			['close', 5],
			['grant', 6, 300],
			['grant', 5, 400],
		]);
	},
);
