/** The block in the editor. WordPress renders it on the server, so nothing but its attributes is saved. */
( ( { blocks, blockEditor, components, element, i18n, serverSideRender } ) => {
	const { createElement, Fragment } = element;
	const { __ } = i18n;

	const elements = [
		{ value: 'action-letter', label: __( 'Letter', 'action-widgets' ) },
		{ value: 'postcard-form', label: __( 'Postcard', 'action-widgets' ) },
		{ value: 'detention-counter', label: __( 'Day count', 'action-widgets' ) },
		{ value: 'message-wall', label: __( 'Wall of postcards', 'action-widgets' ) },
		{ value: 'campaign-updates', label: __( 'Updates', 'action-widgets' ) },
		{ value: 'action-progress', label: __( 'Progress', 'action-widgets' ) },
	];
	const themes = [
		{ value: '', label: __( 'Same as the page', 'action-widgets' ) },
		{ value: 'light', label: __( 'Light', 'action-widgets' ) },
		{ value: 'dark', label: __( 'Dark', 'action-widgets' ) },
	];

	function Edit( { attributes, setAttributes } ) {
		const createField = ( control, name, label, properties ) =>
			createElement( control, {
				label,
				value: attributes[ name ],
				onChange: ( value ) => setAttributes( { [ name ]: value } ),
				...properties,
			} );
		const { PanelBody, TextControl, SelectControl, Disabled } = components;
		const addressHelp = __( 'The address of the campaign, such as https://campaign.example/campaigns/sam-sokha.json', 'action-widgets' );
		const partnerHelp = __( 'Leave this empty to use the name from the settings.', 'action-widgets' );
		const panel = createElement(
			PanelBody,
			{ title: __( 'Action', 'action-widgets' ) },
			createField( TextControl, 'campaign', __( 'Campaign', 'action-widgets' ), { help: addressHelp } ),
			createField( SelectControl, 'element', __( 'Show', 'action-widgets' ), { options: elements } ),
			createField( TextControl, 'partner', __( 'Short name of this site', 'action-widgets' ), { help: partnerHelp } ),
			createField( TextControl, 'title', __( 'Text of the link', 'action-widgets' ) ),
			createField( TextControl, 'lang', __( 'Language', 'action-widgets' ), { help: __( 'Only if it differs from that of the page, such as km', 'action-widgets' ) } ),
			createField( SelectControl, 'theme', __( 'Colours', 'action-widgets' ), { options: themes } )
		);
		// Disabled: nobody sends a letter from the editor by mistake.
		const preview = createElement( Disabled, null, createElement( serverSideRender, { block: 'action-widgets/action', attributes } ) );
		return createElement(
			Fragment,
			null,
			createElement( blockEditor.InspectorControls, null, panel ),
			createElement( 'div', blockEditor.useBlockProps(), preview )
		);
	}

	blocks.registerBlockType( 'action-widgets/action', { edit: Edit, save: () => null } );
} )( window.wp );
