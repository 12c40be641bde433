SwaggerUIBundle({
  url: '/openapi.yaml',
  dom_id: '#docs',
  deepLinking: true,
  // else it would ask a server on the Internet
  validatorUrl: null,
});
