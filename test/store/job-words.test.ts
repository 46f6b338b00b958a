import {describe, expect, it} from 'vitest';
import {completions} from '../../source/store/completions.ts';
import {tabOfLog} from '../../source/store/log-tab.ts';
import {aJob} from '../helpers/job-builders.ts';
import {hpc, QueueRack} from '../helpers/queue-rack.ts';

const running = aJob('4711', {state: 'RUNNING', nodeList: 'pi-1', reason: undefined});

function typed(word: string, rack = new QueueRack().mine(running)): QueueRack {
	return rack.press(':').type(word).press('enter');
}

describe('a word that nodes and jobs have', () => {
	it('is of the job in the tab of jobs', () => {
		expect(typed('why').state.screen).toMatchObject({tab: 'jobs', jobs: {pane: 'why'}});
		expect(typed('retry').effects).toEqual([{type: 'refreshCluster', cluster: hpc}]);
		expect(typed('copy').effects).toMatchObject([{type: 'copyText', text: '4711'}]);
		const {screen} = typed('log').state;
		expect(screen?.log?.opened.source).toMatchObject({kind: 'job', job: {id: '4711'}});
		expect(screen?.log && tabOfLog(screen.log)).toBe('jobs');
	});

	it('leaves open what its key would close', () => {
		expect(typed('why', typed('why')).state.screen?.jobs.pane).toBe('why');
	});

	it('says that there is no job, where there is none', () => {
		expect(typed('log', new QueueRack().mine()).state.screen?.line).toMatchObject({
			problem: 'There is no job here.',
		});
	});

	it('comes before those of nodes when it is completed there', () => {
		const first = completions(new QueueRack().mine(running).press(':').state).words[0];
		expect(first).toMatchObject({text: 'why', beside: 'why it waits'});
	});
});
