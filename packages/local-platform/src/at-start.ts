import { growHeapSlowly } from './heap-growth.js';

// A module of its own, because a program's imports run before its statements.
growHeapSlowly();
