import 'reflect-metadata';
import { AppModule } from './app/app.module.js';
import { startApp } from './start-app.js';

void startApp([AppModule]);
