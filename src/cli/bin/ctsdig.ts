#!/usr/bin/env node
import { start } from '../start.ts';

await start(() => import('../ctsdig/main.ts'));
