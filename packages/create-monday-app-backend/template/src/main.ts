import { startApp } from 'monday-app-backend';
import { AppModule } from './app/app.module.js';

void startApp([AppModule]);
