import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { Connections } from './connections/connections.js';
import { JWTService } from './tokens/jwt.service.js';

/** Who calls: the login with monday, our own tokens and sessions, and the connections to monday. */
@Module({
  imports: [JwtModule.register({})],
  providers: [JWTService, Connections],
  exports: [JWTService, Connections],
})
export class AuthModule {}
