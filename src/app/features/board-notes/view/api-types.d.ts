// Made by the build from the OpenAPI document (fuoJC2QKkLE-UA-_): the routes that a view may call. Do not edit.

export interface paths {
    "/storage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["searchStorage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/storage/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["readStorage"];
        put: operations["writeStorage"];
        post?: never;
        delete: operations["deleteStorage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/storage/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["writeStorageBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["readMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/monday/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["readMondayUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/monday/boards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listBoards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/monday/boards/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/board-notes/{boardId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listBoardNotes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/board-notes/{boardId}/{itemId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["writeBoardNote"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AccountRateLimitedError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "account.rate_limited";
            message: string;
            /** @enum {integer} */
            statusCode: 429;
            requestId: string;
        };
        AuthConnectionExpiredError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "auth.connection_expired";
            message: string;
            /** @enum {integer} */
            statusCode: 409;
            requestId: string;
            details: {
                loginUrl: string;
            };
        };
        AuthConnectionRequiredError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "auth.connection_required";
            message: string;
            /** @enum {integer} */
            statusCode: 409;
            requestId: string;
            details: {
                loginUrl: string;
            };
        };
        AuthCsrfError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "auth.csrf";
            message: string;
            /** @enum {integer} */
            statusCode: 403;
            requestId: string;
        };
        AuthHostUnknownError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "auth.host_unknown";
            message: string;
            /** @enum {integer} */
            statusCode: 400;
            requestId: string;
        };
        AuthLookupDelayedError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "auth.lookup_delayed";
            message: string;
            /** @enum {integer} */
            statusCode: 503;
            requestId: string;
        };
        AuthReadOnlyError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "auth.read_only";
            message: string;
            /** @enum {integer} */
            statusCode: 403;
            requestId: string;
        };
        AuthRequiredError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "auth.required";
            message: string;
            /** @enum {integer} */
            statusCode: 401;
            requestId: string;
        };
        AuthSessionExpiredError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "auth.session_expired";
            message: string;
            /** @enum {integer} */
            statusCode: 401;
            requestId: string;
        };
        AuthTokenExpiredError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "auth.token_expired";
            message: string;
            /** @enum {integer} */
            statusCode: 401;
            requestId: string;
        };
        AuthTokenInvalidError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "auth.token_invalid";
            message: string;
            /** @enum {integer} */
            statusCode: 401;
            requestId: string;
        };
        AuthTokenRevokedError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "auth.token_revoked";
            message: string;
            /** @enum {integer} */
            statusCode: 401;
            requestId: string;
        };
        AuthUserInactiveError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "auth.user_inactive";
            message: string;
            /** @enum {integer} */
            statusCode: 401;
            requestId: string;
        };
        Board: {
            id: string;
            name: string;
            description: string | null;
            state: string;
        };
        BoardList: {
            boards: components["schemas"]["Board"][];
        };
        BoardNote: {
            text: string;
            updatedAt: string;
            updatedBy: string;
            version: string;
        };
        BoardNotesChangedError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "board-notes.changed";
            message: string;
            /** @enum {integer} */
            statusCode: 409;
            requestId: string;
            details: {
                current: {
                    text: string;
                    updatedAt: string;
                    updatedBy: string;
                    version: string;
                } | null;
            };
        };
        BoardNotesCursorInvalidError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "board-notes.cursor_invalid";
            message: string;
            /** @enum {integer} */
            statusCode: 400;
            requestId: string;
        };
        BoardNotesPage: {
            items: components["schemas"]["NotedItem"][];
            cursor?: string;
        };
        GraphqlAuthenticationError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "graphql.authentication";
            message: string;
            /** @enum {integer} */
            statusCode: 502;
            requestId: string;
            details: {
                api: string;
            };
        };
        GraphqlComplexityError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "graphql.complexity";
            message: string;
            /** @enum {integer} */
            statusCode: 502 | 503;
            requestId: string;
            details: {
                api: string;
            };
        };
        GraphqlConflictError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "graphql.conflict";
            message: string;
            /** @enum {integer} */
            statusCode: 503;
            requestId: string;
            details: {
                api: string;
            };
        };
        GraphqlDailyLimitError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "graphql.daily_limit";
            message: string;
            /** @enum {integer} */
            statusCode: 503;
            requestId: string;
            details: {
                api: string;
            };
        };
        GraphqlLockedError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "graphql.locked";
            message: string;
            /** @enum {integer} */
            statusCode: 503;
            requestId: string;
            details: {
                api: string;
            };
        };
        GraphqlNotFoundError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "graphql.not_found";
            message: string;
            /** @enum {integer} */
            statusCode: 502;
            requestId: string;
            details: {
                api: string;
            };
        };
        GraphqlPermissionError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "graphql.permission";
            message: string;
            /** @enum {integer} */
            statusCode: 502;
            requestId: string;
            details: {
                api: string;
            };
        };
        GraphqlRateLimitError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "graphql.rate_limit";
            message: string;
            /** @enum {integer} */
            statusCode: 503;
            requestId: string;
            details: {
                api: string;
            };
        };
        GraphqlRevisionMismatchError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "graphql.revision_mismatch";
            message: string;
            /** @enum {integer} */
            statusCode: 409;
            requestId: string;
            details: {
                api: string;
            };
        };
        GraphqlTimeoutError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "graphql.timeout";
            message: string;
            /** @enum {integer} */
            statusCode: 504;
            requestId: string;
            details: {
                api: string;
            };
        };
        GraphqlUnavailableError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "graphql.unavailable";
            message: string;
            /** @enum {integer} */
            statusCode: 503;
            requestId: string;
            details: {
                api: string;
            };
        };
        GraphqlUnexpectedError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "graphql.unexpected";
            message: string;
            /** @enum {integer} */
            statusCode: 502;
            requestId: string;
            details: {
                api: string;
            };
        };
        GraphqlValidationError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "graphql.validation";
            message: string;
            /** @enum {integer} */
            statusCode: 502;
            requestId: string;
            details: {
                api: string;
            };
        };
        HttpBadRequestError: {
            /** @constant */
            error: "HTTPException";
            /** @constant */
            code: "http.bad_request";
            message: string;
            /** @enum {integer} */
            statusCode: 400;
            requestId: string;
        };
        HttpBodyTooSlowError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "http.body_too_slow";
            message: string;
            /** @enum {integer} */
            statusCode: 408;
            requestId: string;
        };
        HttpExpectationFailedError: {
            /** @constant */
            error: "HTTPException";
            /** @constant */
            code: "http.expectation_failed";
            message: string;
            /** @enum {integer} */
            statusCode: 417;
            requestId: string;
        };
        HttpLargeBodiesBusyError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "http.large_bodies_busy";
            message: string;
            /** @enum {integer} */
            statusCode: 503;
            requestId: string;
        };
        HttpPayloadTooLargeError: {
            /** @constant */
            error: "HTTPException";
            /** @constant */
            code: "http.payload_too_large";
            message: string;
            /** @enum {integer} */
            statusCode: 413;
            requestId: string;
            details?: {
                field: string;
                message: string;
            }[];
        };
        HttpRequestHeaderFieldsTooLargeError: {
            /** @constant */
            error: "HTTPException";
            /** @constant */
            code: "http.request_header_fields_too_large";
            message: string;
            /** @enum {integer} */
            statusCode: 431;
            requestId: string;
        };
        HttpRequestTimeoutError: {
            /** @constant */
            error: "HTTPException";
            /** @constant */
            code: "http.request_timeout";
            message: string;
            /** @enum {integer} */
            statusCode: 408;
            requestId: string;
        };
        HttpUnsupportedMediaTypeError: {
            /** @constant */
            error: "HTTPException";
            /** @constant */
            code: "http.unsupported_media_type";
            message: string;
            /** @enum {integer} */
            statusCode: 415;
            requestId: string;
        };
        InternalError: {
            /** @constant */
            error: "InternalServerError";
            /** @constant */
            code: "internal";
            message: string;
            /** @enum {integer} */
            statusCode: 500;
            requestId: string;
        };
        Item: {
            id: string;
            name: string;
            group: {
                id: string;
                title: string;
            } | null;
            columnValues: {
                id: string;
                type: string;
                text: string | null;
                value: unknown;
            }[];
        };
        ItemList: {
            items: components["schemas"]["Item"][];
            cursor?: string;
        };
        Me: {
            user: components["schemas"]["User"];
            /** @enum {string} */
            kind: "user" | "view";
            /** @enum {string} */
            role: "admin" | "member" | "viewer" | "guest";
            scopes: string[];
            connection: {
                /** @enum {string} */
                state: "connected" | "expired" | "none";
                loginUrl?: string;
                endsAt?: string;
                renewUrl?: string;
            };
            csrfToken?: string;
        };
        MondayBoardNotFoundError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "monday.board_not_found";
            message: string;
            /** @enum {integer} */
            statusCode: 404;
            requestId: string;
        };
        MondayItemNotFoundError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "monday.item_not_found";
            message: string;
            /** @enum {integer} */
            statusCode: 404;
            requestId: string;
        };
        MondayScopeMissingError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "monday.scope_missing";
            message: string;
            /** @enum {integer} */
            statusCode: 409;
            requestId: string;
            details: {
                api: string;
                loginUrl: string;
            };
        };
        MondayUser: {
            id: string;
            name: string;
            email: string;
            isAdmin: boolean;
            isGuest: boolean;
            isViewOnly: boolean;
            account: {
                id: string;
                slug: string;
                name: string;
            };
        };
        NoteInput: {
            text: string;
            version: string;
        };
        NotedItem: {
            id: string;
            name: string;
            note?: components["schemas"]["BoardNote"];
        };
        OauthFailedError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "oauth.failed";
            message: string;
            /** @enum {integer} */
            statusCode: 502;
            requestId: string;
            details: {
                api: string;
            };
        };
        OauthRateLimitedError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "oauth.rate_limited";
            message: string;
            /** @enum {integer} */
            statusCode: 503;
            requestId: string;
            details: {
                api: string;
            };
        };
        OauthTimeoutError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "oauth.timeout";
            message: string;
            /** @enum {integer} */
            statusCode: 504;
            requestId: string;
            details: {
                api: string;
            };
        };
        OauthUnavailableError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "oauth.unavailable";
            message: string;
            /** @enum {integer} */
            statusCode: 503;
            requestId: string;
            details: {
                api: string;
            };
        };
        PersistenceUnavailableError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "persistence.unavailable";
            message: string;
            /** @enum {integer} */
            statusCode: 503;
            requestId: string;
        };
        SecretsMissingError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "secrets.missing";
            message: string;
            /** @enum {integer} */
            statusCode: 500;
            requestId: string;
        };
        SecureStorageFailedError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "secure-storage.failed";
            message: string;
            /** @enum {integer} */
            statusCode: 502;
            requestId: string;
            details: {
                api: string;
            };
        };
        SecureStorageRateLimitedError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "secure-storage.rate_limited";
            message: string;
            /** @enum {integer} */
            statusCode: 503;
            requestId: string;
            details: {
                api: string;
            };
        };
        SecureStorageTimeoutError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "secure-storage.timeout";
            message: string;
            /** @enum {integer} */
            statusCode: 504;
            requestId: string;
            details: {
                api: string;
            };
        };
        SecureStorageUnavailableError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "secure-storage.unavailable";
            message: string;
            /** @enum {integer} */
            statusCode: 503;
            requestId: string;
            details: {
                api: string;
            };
        };
        StorageBatch: {
            operations: ({
                /** @enum {string} */
                op: "put";
                key: string;
                version?: string;
                shared?: boolean;
                value: unknown;
                ttl?: number;
            } | {
                /** @enum {string} */
                op: "delete";
                key: string;
                version?: string;
                shared?: boolean;
            })[];
        };
        StorageBatchResult: {
            results: ({
                /** @enum {string} */
                op: "put";
                key: string;
                version: string;
                created: boolean;
            } | {
                /** @enum {string} */
                op: "delete";
                key: string;
                deleted: boolean;
            })[];
        };
        StorageFailedError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "storage.failed";
            message: string;
            /** @enum {integer} */
            statusCode: 502;
            requestId: string;
            details: {
                api: string;
            };
        };
        StorageForbiddenError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "storage.forbidden";
            message: string;
            /** @enum {integer} */
            statusCode: 502;
            requestId: string;
            details: {
                api: string;
            };
        };
        StorageKeyNotFoundError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "storage.key_not_found";
            message: string;
            /** @enum {integer} */
            statusCode: 404;
            requestId: string;
        };
        StoragePage: {
            records: {
                key: string;
                value: unknown;
                shared: boolean;
                version?: string;
            }[];
            cursor?: string;
        };
        StoragePreconditionFailedError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "storage.precondition_failed";
            message: string;
            /** @enum {integer} */
            statusCode: 412;
            requestId: string;
            details: {
                currentVersion: string | null;
            };
        };
        StorageQuotaExceededError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "storage.quota_exceeded";
            message: string;
            /** @enum {integer} */
            statusCode: 403;
            requestId: string;
            details: {
                limit: string;
                maximum: number;
            };
        };
        StorageRateLimitedError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "storage.rate_limited";
            message: string;
            /** @enum {integer} */
            statusCode: 503;
            requestId: string;
            details: {
                api: string;
            };
        };
        StorageRow: {
            key: string;
            value: unknown;
            version: string;
        };
        StorageSharedOnlyError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "storage.shared_only";
            message: string;
            /** @enum {integer} */
            statusCode: 403;
            requestId: string;
        };
        StorageTimeoutError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "storage.timeout";
            message: string;
            /** @enum {integer} */
            statusCode: 504;
            requestId: string;
            details: {
                api: string;
            };
        };
        StorageUnauthorizedError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "storage.unauthorized";
            message: string;
            /** @enum {integer} */
            statusCode: 502;
            requestId: string;
            details: {
                api: string;
            };
        };
        StorageUnavailableError: {
            /** @constant */
            error: "MondayCodeAPIError";
            /** @constant */
            code: "storage.unavailable";
            message: string;
            /** @enum {integer} */
            statusCode: 503;
            requestId: string;
            details: {
                api: string;
            };
        };
        StorageUnsupportedError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "storage.unsupported";
            message: string;
            /** @enum {integer} */
            statusCode: 501;
            requestId: string;
        };
        StorageVersionConflictError: {
            /** @constant */
            error: "BaseError";
            /** @constant */
            code: "storage.version_conflict";
            message: string;
            /** @enum {integer} */
            statusCode: 409;
            requestId: string;
            details: {
                currentVersion: string | null;
                key: string;
                operation?: number;
            };
        };
        StorageWrite: {
            value: unknown;
            version?: string;
            shared?: boolean;
            ttl?: number;
        };
        User: {
            id: string;
            name?: string;
            email?: string;
            account: {
                id: string;
                slug?: string;
                name?: string;
            };
        };
        ValidationFailedError: {
            /** @constant */
            error: "HTTPException";
            /** @constant */
            code: "validation.failed";
            message: string;
            /** @enum {integer} */
            statusCode: 400;
            requestId: string;
            details: {
                field: string;
                message: string;
            }[];
        };
        WrittenRow: {
            key: string;
            version: string;
        };
    };
    responses: {
        BadGateway: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SecureStorageFailedError"];
            };
        };
        BadRequest: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["HttpBadRequestError"] | components["schemas"]["ValidationFailedError"];
            };
        };
        BeforeRouting: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["HttpExpectationFailedError"] | components["schemas"]["HttpRequestHeaderFieldsTooLargeError"] | components["schemas"]["HttpRequestTimeoutError"];
            };
        };
        Conflict: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AuthConnectionExpiredError"] | components["schemas"]["AuthConnectionRequiredError"] | components["schemas"]["GraphqlRevisionMismatchError"] | components["schemas"]["MondayScopeMissingError"];
            };
        };
        GatewayTimeout: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SecureStorageTimeoutError"];
            };
        };
        InternalServerError: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InternalError"] | components["schemas"]["SecretsMissingError"];
            };
        };
        NotImplemented: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["StorageUnsupportedError"];
            };
        };
        PayloadTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["HttpPayloadTooLargeError"];
            };
        };
        ServiceUnavailable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AuthLookupDelayedError"] | components["schemas"]["GraphqlUnavailableError"] | components["schemas"]["HttpLargeBodiesBusyError"] | components["schemas"]["OauthRateLimitedError"] | components["schemas"]["OauthUnavailableError"] | components["schemas"]["PersistenceUnavailableError"] | components["schemas"]["SecureStorageRateLimitedError"] | components["schemas"]["SecureStorageUnavailableError"] | components["schemas"]["StorageRateLimitedError"] | components["schemas"]["StorageUnavailableError"];
            };
        };
        TooManyRequests: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AccountRateLimitedError"];
            };
        };
        Unauthorized: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "WWW-Authenticate": components["headers"]["Challenge"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AuthRequiredError"] | components["schemas"]["AuthSessionExpiredError"] | components["schemas"]["AuthTokenExpiredError"] | components["schemas"]["AuthTokenInvalidError"] | components["schemas"]["AuthTokenRevokedError"] | components["schemas"]["AuthUserInactiveError"];
            };
        };
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["HttpUnsupportedMediaTypeError"];
            };
        };
    };
    parameters: {
        CsrfToken: string;
        Origin: string;
        RequestId: string;
    };
    requestBodies: never;
    headers: {
        Challenge: string;
        RateLimitLimit: number;
        RateLimitRemaining: number;
        RateLimitReset: number;
        RequestId: string;
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    searchStorage: {
        parameters: {
            query?: {
                term?: string;
                cursor?: string;
                limit?: number;
                shared?: boolean;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoragePage"];
                };
            };
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageSharedOnlyError"];
                };
            };
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthConnectionExpiredError"] | components["schemas"]["AuthConnectionRequiredError"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthFailedError"] | components["schemas"]["SecureStorageFailedError"] | components["schemas"]["StorageFailedError"] | components["schemas"]["StorageForbiddenError"] | components["schemas"]["StorageUnauthorizedError"];
                };
            };
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthLookupDelayedError"] | components["schemas"]["GraphqlUnavailableError"] | components["schemas"]["HttpLargeBodiesBusyError"] | components["schemas"]["OauthRateLimitedError"] | components["schemas"]["OauthUnavailableError"] | components["schemas"]["PersistenceUnavailableError"] | components["schemas"]["SecureStorageRateLimitedError"] | components["schemas"]["SecureStorageUnavailableError"] | components["schemas"]["StorageRateLimitedError"] | components["schemas"]["StorageUnavailableError"];
                };
            };
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthTimeoutError"] | components["schemas"]["SecureStorageTimeoutError"] | components["schemas"]["StorageTimeoutError"];
                };
            };
            default: components["responses"]["BeforeRouting"];
        };
    };
    readStorage: {
        parameters: {
            query?: {
                shared?: boolean;
            };
            header?: {
                "If-None-Match"?: string;
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: string;
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageRow"];
                };
            };
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: string;
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageSharedOnlyError"];
                };
            };
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageKeyNotFoundError"];
                };
            };
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthConnectionExpiredError"] | components["schemas"]["AuthConnectionRequiredError"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthFailedError"] | components["schemas"]["SecureStorageFailedError"] | components["schemas"]["StorageFailedError"] | components["schemas"]["StorageForbiddenError"] | components["schemas"]["StorageUnauthorizedError"];
                };
            };
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthLookupDelayedError"] | components["schemas"]["GraphqlUnavailableError"] | components["schemas"]["HttpLargeBodiesBusyError"] | components["schemas"]["OauthRateLimitedError"] | components["schemas"]["OauthUnavailableError"] | components["schemas"]["PersistenceUnavailableError"] | components["schemas"]["SecureStorageRateLimitedError"] | components["schemas"]["SecureStorageUnavailableError"] | components["schemas"]["StorageRateLimitedError"] | components["schemas"]["StorageUnavailableError"];
                };
            };
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthTimeoutError"] | components["schemas"]["SecureStorageTimeoutError"] | components["schemas"]["StorageTimeoutError"];
                };
            };
            default: components["responses"]["BeforeRouting"];
        };
    };
    writeStorage: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
                "If-None-Match"?: "*";
                "X-CSRF-Token"?: components["parameters"]["CsrfToken"];
                Origin?: components["parameters"]["Origin"];
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StorageWrite"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: string;
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenRow"];
                };
            };
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: string;
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WrittenRow"];
                };
            };
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthHostUnknownError"] | components["schemas"]["HttpBadRequestError"] | components["schemas"]["ValidationFailedError"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthCsrfError"] | components["schemas"]["AuthReadOnlyError"] | components["schemas"]["StorageQuotaExceededError"] | components["schemas"]["StorageSharedOnlyError"];
                };
            };
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthConnectionExpiredError"] | components["schemas"]["AuthConnectionRequiredError"] | components["schemas"]["StorageVersionConflictError"];
                };
            };
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoragePreconditionFailedError"];
                };
            };
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HttpPayloadTooLargeError"];
                };
            };
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            501: components["responses"]["NotImplemented"];
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthFailedError"] | components["schemas"]["SecureStorageFailedError"] | components["schemas"]["StorageFailedError"] | components["schemas"]["StorageForbiddenError"] | components["schemas"]["StorageUnauthorizedError"];
                };
            };
            503: components["responses"]["ServiceUnavailable"];
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthTimeoutError"] | components["schemas"]["SecureStorageTimeoutError"] | components["schemas"]["StorageTimeoutError"];
                };
            };
            default: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HttpBodyTooSlowError"] | components["schemas"]["HttpExpectationFailedError"] | components["schemas"]["HttpRequestHeaderFieldsTooLargeError"] | components["schemas"]["HttpRequestTimeoutError"];
                };
            };
        };
    };
    deleteStorage: {
        parameters: {
            query?: {
                shared?: boolean;
            };
            header?: {
                "If-Match"?: string;
                "X-CSRF-Token"?: components["parameters"]["CsrfToken"];
                Origin?: components["parameters"]["Origin"];
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthHostUnknownError"] | components["schemas"]["HttpBadRequestError"] | components["schemas"]["ValidationFailedError"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthCsrfError"] | components["schemas"]["AuthReadOnlyError"] | components["schemas"]["StorageSharedOnlyError"];
                };
            };
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthConnectionExpiredError"] | components["schemas"]["AuthConnectionRequiredError"];
                };
            };
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoragePreconditionFailedError"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            501: components["responses"]["NotImplemented"];
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthFailedError"] | components["schemas"]["SecureStorageFailedError"] | components["schemas"]["StorageFailedError"] | components["schemas"]["StorageForbiddenError"] | components["schemas"]["StorageUnauthorizedError"];
                };
            };
            503: components["responses"]["ServiceUnavailable"];
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthTimeoutError"] | components["schemas"]["SecureStorageTimeoutError"] | components["schemas"]["StorageTimeoutError"];
                };
            };
            default: components["responses"]["BeforeRouting"];
        };
    };
    writeStorageBatch: {
        parameters: {
            query?: never;
            header?: {
                "X-CSRF-Token"?: components["parameters"]["CsrfToken"];
                Origin?: components["parameters"]["Origin"];
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StorageBatch"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageBatchResult"];
                };
            };
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthHostUnknownError"] | components["schemas"]["HttpBadRequestError"] | components["schemas"]["ValidationFailedError"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthCsrfError"] | components["schemas"]["AuthReadOnlyError"] | components["schemas"]["StorageQuotaExceededError"] | components["schemas"]["StorageSharedOnlyError"];
                };
            };
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthConnectionExpiredError"] | components["schemas"]["AuthConnectionRequiredError"] | components["schemas"]["StorageVersionConflictError"];
                };
            };
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HttpPayloadTooLargeError"];
                };
            };
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            501: components["responses"]["NotImplemented"];
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthFailedError"] | components["schemas"]["SecureStorageFailedError"] | components["schemas"]["StorageFailedError"] | components["schemas"]["StorageForbiddenError"] | components["schemas"]["StorageUnauthorizedError"];
                };
            };
            503: components["responses"]["ServiceUnavailable"];
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthTimeoutError"] | components["schemas"]["SecureStorageTimeoutError"] | components["schemas"]["StorageTimeoutError"];
                };
            };
            default: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HttpBodyTooSlowError"] | components["schemas"]["HttpExpectationFailedError"] | components["schemas"]["HttpRequestHeaderFieldsTooLargeError"] | components["schemas"]["HttpRequestTimeoutError"];
                };
            };
        };
    };
    readMe: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthConnectionExpiredError"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthLookupDelayedError"] | components["schemas"]["GraphqlUnavailableError"] | components["schemas"]["PersistenceUnavailableError"] | components["schemas"]["SecureStorageRateLimitedError"] | components["schemas"]["SecureStorageUnavailableError"];
                };
            };
            504: components["responses"]["GatewayTimeout"];
            default: components["responses"]["BeforeRouting"];
        };
    };
    readMondayUser: {
        parameters: {
            query?: never;
            header?: {
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MondayUser"];
                };
            };
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphqlAuthenticationError"] | components["schemas"]["GraphqlComplexityError"] | components["schemas"]["GraphqlNotFoundError"] | components["schemas"]["GraphqlPermissionError"] | components["schemas"]["GraphqlUnexpectedError"] | components["schemas"]["GraphqlValidationError"] | components["schemas"]["OauthFailedError"] | components["schemas"]["SecureStorageFailedError"];
                };
            };
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthLookupDelayedError"] | components["schemas"]["GraphqlComplexityError"] | components["schemas"]["GraphqlConflictError"] | components["schemas"]["GraphqlDailyLimitError"] | components["schemas"]["GraphqlLockedError"] | components["schemas"]["GraphqlRateLimitError"] | components["schemas"]["GraphqlUnavailableError"] | components["schemas"]["OauthRateLimitedError"] | components["schemas"]["OauthUnavailableError"] | components["schemas"]["PersistenceUnavailableError"] | components["schemas"]["SecureStorageRateLimitedError"] | components["schemas"]["SecureStorageUnavailableError"];
                };
            };
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphqlTimeoutError"] | components["schemas"]["OauthTimeoutError"] | components["schemas"]["SecureStorageTimeoutError"];
                };
            };
            default: components["responses"]["BeforeRouting"];
        };
    };
    listBoards: {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardList"];
                };
            };
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphqlAuthenticationError"] | components["schemas"]["GraphqlComplexityError"] | components["schemas"]["GraphqlNotFoundError"] | components["schemas"]["GraphqlPermissionError"] | components["schemas"]["GraphqlUnexpectedError"] | components["schemas"]["GraphqlValidationError"] | components["schemas"]["OauthFailedError"] | components["schemas"]["SecureStorageFailedError"];
                };
            };
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthLookupDelayedError"] | components["schemas"]["GraphqlComplexityError"] | components["schemas"]["GraphqlConflictError"] | components["schemas"]["GraphqlDailyLimitError"] | components["schemas"]["GraphqlLockedError"] | components["schemas"]["GraphqlRateLimitError"] | components["schemas"]["GraphqlUnavailableError"] | components["schemas"]["OauthRateLimitedError"] | components["schemas"]["OauthUnavailableError"] | components["schemas"]["PersistenceUnavailableError"] | components["schemas"]["SecureStorageRateLimitedError"] | components["schemas"]["SecureStorageUnavailableError"];
                };
            };
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphqlTimeoutError"] | components["schemas"]["OauthTimeoutError"] | components["schemas"]["SecureStorageTimeoutError"];
                };
            };
            default: components["responses"]["BeforeRouting"];
        };
    };
    listItems: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemList"];
                };
            };
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MondayBoardNotFoundError"];
                };
            };
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphqlAuthenticationError"] | components["schemas"]["GraphqlComplexityError"] | components["schemas"]["GraphqlNotFoundError"] | components["schemas"]["GraphqlPermissionError"] | components["schemas"]["GraphqlUnexpectedError"] | components["schemas"]["GraphqlValidationError"] | components["schemas"]["OauthFailedError"] | components["schemas"]["SecureStorageFailedError"];
                };
            };
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthLookupDelayedError"] | components["schemas"]["GraphqlComplexityError"] | components["schemas"]["GraphqlConflictError"] | components["schemas"]["GraphqlDailyLimitError"] | components["schemas"]["GraphqlLockedError"] | components["schemas"]["GraphqlRateLimitError"] | components["schemas"]["GraphqlUnavailableError"] | components["schemas"]["OauthRateLimitedError"] | components["schemas"]["OauthUnavailableError"] | components["schemas"]["PersistenceUnavailableError"] | components["schemas"]["SecureStorageRateLimitedError"] | components["schemas"]["SecureStorageUnavailableError"];
                };
            };
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphqlTimeoutError"] | components["schemas"]["OauthTimeoutError"] | components["schemas"]["SecureStorageTimeoutError"];
                };
            };
            default: components["responses"]["BeforeRouting"];
        };
    };
    listBoardNotes: {
        parameters: {
            query?: {
                cursor?: string;
            };
            header?: {
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                boardId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardNotesPage"];
                };
            };
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardNotesCursorInvalidError"] | components["schemas"]["HttpBadRequestError"] | components["schemas"]["ValidationFailedError"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MondayBoardNotFoundError"];
                };
            };
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphqlAuthenticationError"] | components["schemas"]["GraphqlComplexityError"] | components["schemas"]["GraphqlNotFoundError"] | components["schemas"]["GraphqlPermissionError"] | components["schemas"]["GraphqlUnexpectedError"] | components["schemas"]["GraphqlValidationError"] | components["schemas"]["OauthFailedError"] | components["schemas"]["SecureStorageFailedError"];
                };
            };
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthLookupDelayedError"] | components["schemas"]["GraphqlComplexityError"] | components["schemas"]["GraphqlConflictError"] | components["schemas"]["GraphqlDailyLimitError"] | components["schemas"]["GraphqlLockedError"] | components["schemas"]["GraphqlRateLimitError"] | components["schemas"]["GraphqlUnavailableError"] | components["schemas"]["OauthRateLimitedError"] | components["schemas"]["OauthUnavailableError"] | components["schemas"]["PersistenceUnavailableError"] | components["schemas"]["SecureStorageRateLimitedError"] | components["schemas"]["SecureStorageUnavailableError"];
                };
            };
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphqlTimeoutError"] | components["schemas"]["OauthTimeoutError"] | components["schemas"]["SecureStorageTimeoutError"];
                };
            };
            default: components["responses"]["BeforeRouting"];
        };
    };
    writeBoardNote: {
        parameters: {
            query?: never;
            header?: {
                "X-CSRF-Token"?: components["parameters"]["CsrfToken"];
                Origin?: components["parameters"]["Origin"];
                "X-Request-Id"?: components["parameters"]["RequestId"];
            };
            path: {
                boardId: string;
                itemId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteInput"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardNote"];
                };
            };
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthHostUnknownError"] | components["schemas"]["HttpBadRequestError"] | components["schemas"]["ValidationFailedError"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthCsrfError"] | components["schemas"]["AuthReadOnlyError"] | components["schemas"]["StorageQuotaExceededError"];
                };
            };
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MondayItemNotFoundError"];
                };
            };
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthConnectionExpiredError"] | components["schemas"]["AuthConnectionRequiredError"] | components["schemas"]["BoardNotesChangedError"] | components["schemas"]["GraphqlRevisionMismatchError"] | components["schemas"]["MondayScopeMissingError"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphqlAuthenticationError"] | components["schemas"]["GraphqlComplexityError"] | components["schemas"]["GraphqlNotFoundError"] | components["schemas"]["GraphqlPermissionError"] | components["schemas"]["GraphqlUnexpectedError"] | components["schemas"]["GraphqlValidationError"] | components["schemas"]["OauthFailedError"] | components["schemas"]["SecureStorageFailedError"];
                };
            };
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthLookupDelayedError"] | components["schemas"]["GraphqlComplexityError"] | components["schemas"]["GraphqlConflictError"] | components["schemas"]["GraphqlDailyLimitError"] | components["schemas"]["GraphqlLockedError"] | components["schemas"]["GraphqlRateLimitError"] | components["schemas"]["GraphqlUnavailableError"] | components["schemas"]["HttpLargeBodiesBusyError"] | components["schemas"]["OauthRateLimitedError"] | components["schemas"]["OauthUnavailableError"] | components["schemas"]["PersistenceUnavailableError"] | components["schemas"]["SecureStorageRateLimitedError"] | components["schemas"]["SecureStorageUnavailableError"];
                };
            };
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphqlTimeoutError"] | components["schemas"]["OauthTimeoutError"] | components["schemas"]["SecureStorageTimeoutError"];
                };
            };
            default: components["responses"]["BeforeRouting"];
        };
    };
}
