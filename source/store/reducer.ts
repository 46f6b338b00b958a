import {reduceChats} from './chats.ts';
import {reduceModels} from './models.ts';
import {reducing} from './rack-reducer.ts';
import {reduceScreen} from './screen.ts';

/** The whole program: a fact comes in, the next state and the requests that follow from it go out. Pure. */
export const reduce = reducing({reduceScreen, reduceChats, reduceModels});
