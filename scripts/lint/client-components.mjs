// A client component is shipped to the browser: it imports pure files and types, and reaches the server only through
// the server actions beside it. An import of anything else would drag secrets or drivers into the bundle.

const SERVER_SIDE =
  /^@\/lib\/(?:desk|db|auth|mailbox|mail-view|secrets|env|log)(?:\/|$)|\/(?:[\w-]+-)?(?:store|queries)$/;

export const clientComponents = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { server: 'A client component imports pure files and types, not {{source}}.' },
  },
  create(context) {
    let isClient = false;
    return {
      Program(program) {
        isClient = program.body.some(
          (node) => node.type === 'ExpressionStatement' && node.directive === 'use client',
        );
      },
      ImportDeclaration(node) {
        if (!isClient || node.importKind === 'type' || !SERVER_SIDE.test(node.source.value)) return;
        const onlyTypes =
          node.specifiers.length > 0 && node.specifiers.every((specifier) => specifier.importKind === 'type');
        if (!onlyTypes) context.report({ node, messageId: 'server', data: { source: node.source.value } });
      },
    };
  },
};
