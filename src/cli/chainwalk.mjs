#!/usr/bin/env node
// Node 20 cannot read TypeScript by itself: tsx's loader is registered before the command is imported.
import { register } from 'tsx/esm/api';

register();
await import('./main.ts');
