<?php
/**
 * The block and the shortcode, which take the same attributes.
 */

defined( 'ABSPATH' ) || exit;

/** @return array|WP_Error What the attributes say, or why they cannot be used. */
function action_widgets_read_action( array $attributes ) {
	$settings   = action_widgets_get_settings();
	$attributes = array_map( 'trim', array_filter( $attributes, 'is_string' ) ) + array( 'campaign' => '', 'element' => '', 'partner' => '', 'title' => '', 'lang' => '', 'theme' => '' );
	$element    = $attributes['element'] ? $attributes['element'] : 'action-letter';
	$partner    = $attributes['partner'] ? $attributes['partner'] : $settings['partner'];
	$elements   = action_widgets_get_elements();
	$campaign   = action_widgets_parse_campaign( $attributes['campaign'] );
	if ( ! $campaign ) {
		return new WP_Error( 'campaign', __( 'Enter the address of the campaign, such as https://campaign.example/campaigns/sam-sokha.json.', 'action-widgets' ) );
	}
	if ( ! isset( $elements[ $element ] ) ) {
		return new WP_Error( 'element', __( 'There is no such element.', 'action-widgets' ) );
	}
	if ( $partner && ! action_widgets_is_slug( $partner ) ) {
		return new WP_Error( 'partner', __( 'The short name of your site may contain only the letters a to z, digits and hyphens.', 'action-widgets' ) );
	}
	$counts_partner = in_array( $element, array( 'action-letter', 'postcard-form', 'action-progress' ), true );
	return $campaign + array(
		'element' => $element,
		'partner' => $counts_partner ? $partner : '',
		'title'   => $attributes['title'] ? $attributes['title'] : $elements[ $element ]['title'],
		'lang'    => action_widgets_is_language( $attributes['lang'] ) ? $attributes['lang'] : '',
		'theme'   => in_array( $attributes['theme'], array( 'light', 'dark' ), true ) ? $attributes['theme'] : '',
	);
}

/** Whether the block editor asks for a preview. */
function action_widgets_is_preview(): bool {
	$route = isset( $GLOBALS['wp'] ) ? ( $GLOBALS['wp']->query_vars['rest_route'] ?? '' ) : '';
	return 0 === strpos( $route, '/wp/v2/block-renderer/' );
}

/** For people who can correct it; visitors see nothing. */
function action_widgets_create_notice( string $text ): string {
	return current_user_can( 'edit_posts' ) ? '<p class="action-widgets-notice">' . esc_html( $text ) . '</p>' : '';
}

/**
 * Renders on the server, after WordPress has filtered what the author wrote. So the script remains for authors too, and
 * must come from a server that an administrator chose.
 *
 * @param array|string $attributes A shortcode without attributes has an empty string.
 */
function action_widgets_render( $attributes ): string {
	$action = action_widgets_read_action( (array) $attributes );
	if ( is_wp_error( $action ) ) {
		return action_widgets_create_notice( $action->get_error_message() );
	}
	if ( ! in_array( $action['origin'], action_widgets_get_settings()['servers'], true ) ) {
		/* translators: %s: the address of a server. */
		$text = __( 'Only the link is shown. To show the form, an administrator must add %s in Settings → Action Widgets.', 'action-widgets' );
		return '<p>' . action_widgets_create_link( $action ) . '</p>' . action_widgets_create_notice( sprintf( $text, $action['origin'] ) );
	}
	if ( action_widgets_is_preview() ) {
		return action_widgets_create_preview( $action );
	}
	// Feed readers and newsletters remove scripts.
	return is_feed() ? '<p>' . action_widgets_create_link( $action ) . '</p>' : action_widgets_create_snippet( $action );
}
